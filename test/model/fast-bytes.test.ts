import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import type { Hyperparameters } from '@segue/core/model/parameters';
import { interactionMatrix } from '@segue/core/model/sparse';
import { tasteInteractions } from './taste-data.js';

const data = interactionMatrix(tasteInteractions(60, 90, 4));

/** What version 2 of the code gave: `segue verify` computes published versions again, so a faster way gives the same bytes. */
const promised: readonly (readonly [Partial<Hyperparameters>, string])[] = [
  [{ loss: 'logistic' }, '2a23953b9d1bcea1'],
  [{ loss: 'bpr' }, '1fcffdcf4b3400e6'],
  [{ loss: 'warp' }, '561f2c618f2280c5'],
  [{ loss: 'warp-kos', k: 5, n: 10 }, '649f8d9cbcca9106'],
  [{ loss: 'warp-kos', k: 2, n: 7 }, '37fd3e330d921f99'],
  [{ loss: 'warp-kos', k: 6, n: 6 }, '1c6379180cfcc35e'],
  [{ loss: 'warp-kos', k: 15, n: 9 }, 'ea9bf3d54c102d51'],
  [{ loss: 'warp-kos', k: 15, n: 9, itemAlpha: 1e-4 }, '31e0392fb77845d7'],
];

describe('the fast kernel', () => {
  it.each(promised)('gives the promised bytes with %j', (options, digest) => {
    const model = new LightFm({ noComponents: 9, ...options }, 'fast').fit(data, { epochs: 5 });
    const { itemEmbeddings, itemBiases, userEmbeddings, userBiases } = model.embeddings;
    const hash = createHash('sha256');
    for (const values of [itemEmbeddings, itemBiases, userEmbeddings, userBiases]) {
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
    expect(hash.digest('hex').slice(0, 16)).toBe(digest);
  });
});
