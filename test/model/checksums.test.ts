import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { randomTrainTestSplit } from '@segue/core/model/lightfm/cross-validation';
import { kernels } from '@segue/core/model/kernels/choice';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import type { Loss } from '@segue/core/model/parameters';
import { RandomState } from '@segue/core/model/random';
import { movieLensFile, readMovieLens } from './movie-lens.js';

const ratings = readMovieLens();

/** LIGHTFM.md, section 14: MD5 of the four arrays after three epochs on MovieLens 100K. */
const checksums: readonly (readonly [Loss, string])[] = [
  ['logistic', '0beec244ef5a5fbcaaff4cda01a0febf'],
  ['bpr', 'a5b024652678b93ce7f2855aafbd2b51'],
  ['warp', 'a76addafc819e7fc72d99a51dfccd12c'],
  ['warp-kos', '4ad8d7c2173e68767c3d335126456215'],
];

// The data set is not part of the repository: without it beside the checkout there is nothing to fit.
(ratings ? describe : describe.skip)(`MovieLens 100K, from ${movieLensFile}`, () => {
  const cases = checksums.flatMap(([loss, sum]) =>
    (['reference', 'exact'] as const).map((name) => [loss, name, sum] as const),
  );

  it.each(cases)('gives LightFM’s checksum with %s, by the %s kernel', (loss, name, checksum) => {
    const { train } = randomTrainTestSplit(ratings!, { testPercentage: 0.2, randomState: new RandomState(3) });
    const model = new LightFm({ loss, noComponents: 30, randomState: 0 }, kernels[name]).fit(train, { epochs: 3 });
    const { itemEmbeddings, itemBiases, userEmbeddings, userBiases } = model.embeddings;
    const hash = createHash('md5');
    for (const { buffer, byteOffset, byteLength } of [itemEmbeddings, itemBiases, userEmbeddings, userBiases]) {
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
    }
    expect(hash.digest('hex')).toBe(checksum);
  });
});
