import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomTrainTestSplit } from '../../functions/src/model/cross-validation.js';
import { LightFm } from '../../functions/src/model/light-fm.js';
import type { Loss } from '../../functions/src/model/parameters.js';
import { RandomState } from '../../functions/src/model/random.js';
import type { Coo } from '../../functions/src/model/sparse.js';

const file = join(__dirname, '../../../shared/data/movielens-100k.tsv');
const present = existsSync(file);

/** LIGHTFM.md, section 14: MD5 of the four arrays after three epochs on MovieLens 100K. */
const checksums: readonly (readonly [Loss, string])[] = [
  ['logistic', '0beec244ef5a5fbcaaff4cda01a0febf'],
  ['bpr', 'a5b024652678b93ce7f2855aafbd2b51'],
  ['warp', 'a76addafc819e7fc72d99a51dfccd12c'],
  ['warp-kos', '4ad8d7c2173e68767c3d335126456215'],
];

function readRatings(): Coo {
  const rows = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(Number));
  const row = Int32Array.from(rows, ([user]) => user! - 1);
  const col = Int32Array.from(rows, ([, item]) => item! - 1);
  return { format: 'coo', rows: 943, cols: 1682, row, col, data: new Float32Array(rows.length).fill(1) };
}

// The data set is not part of the repository: without it beside the checkout there is nothing to fit.
(present ? describe : describe.skip)(`MovieLens 100K, from ${file}`, () => {
  it.each(checksums)('gives LightFM’s checksum with %s', (loss, checksum) => {
    const { train } = randomTrainTestSplit(readRatings(), { testPercentage: 0.2, randomState: new RandomState(3) });
    const model = new LightFm({ loss, noComponents: 30, randomState: 0 }).fit(train, { epochs: 3 });
    const { itemEmbeddings, itemBiases, userEmbeddings, userBiases } = model.embeddings;
    const hash = createHash('md5');
    for (const { buffer, byteOffset, byteLength } of [itemEmbeddings, itemBiases, userEmbeddings, userBiases]) {
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
    expect(hash.digest('hex')).toBe(checksum);
  });
});
