import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { randomTrainTestSplit } from '@segue/core/model/lightfm/cross-validation';
import { kernels } from '@segue/core/model/kernels/choice';
import { LightFm } from '@segue/core/model/lightfm/light-fm';
import type { Loss } from '@segue/core/model/parameters';
import { RandomState } from '@segue/core/model/random';
import type { Coo } from '@segue/core/model/sparse';
import { notAtHand } from '../support/real-files.js';
import { madeMovieLens, readMovieLens } from './movie-lens.js';

const ratings = readMovieLens();

/** docs/lightfm.md#how-equality-is-proved: MD5 of the four arrays after three epochs on MovieLens 100K. */
const checksums: readonly (readonly [Loss, string])[] = [
  ['logistic', '0beec244ef5a5fbcaaff4cda01a0febf'],
  ['bpr', 'a5b024652678b93ce7f2855aafbd2b51'],
  ['warp', 'a76addafc819e7fc72d99a51dfccd12c'],
  ['warp-kos', '4ad8d7c2173e68767c3d335126456215'],
];

// The data set is not part of the repository: without it beside the checkout there is nothing to fit.
const onRatings = ratings ? describe : describe.skip;
onRatings(ratings ? 'MovieLens 100K' : `MovieLens 100K ${notAtHand('movielens-100k.tsv')}`, () => {
  const cases = checksums.flatMap(([loss, sum]) =>
    (['reference', 'exact'] as const).map((name) => [loss, name, sum] as const),
  );

  it.each(cases)('gives LightFM’s checksum with %s, by the %s kernel', (loss, name, checksum) => {
    expect(checksumOf(ratings!, loss, name)).toBe(checksum);
  });
});

describe('a made table of the shape of MovieLens 100K', () => {
  it.each(checksums)('gives the same checksum by the reference and the exact kernel with %s', (loss) => {
    const table = madeMovieLens();
    expect(checksumOf(table, loss, 'exact')).toBe(checksumOf(table, loss, 'reference'));
  });
});

/** MD5 of the four arrays after three epochs on the training part of a split. */
function checksumOf(table: Coo, loss: Loss, name: 'reference' | 'exact'): string {
  const { train } = randomTrainTestSplit(table, { testPercentage: 0.2, randomState: new RandomState(3) });
  const model = new LightFm({ loss, noComponents: 30, randomState: 0 }, kernels[name]).fit(train, { epochs: 3 });
  const { itemEmbeddings, itemBiases, userEmbeddings, userBiases } = model.embeddings;
  const hash = createHash('md5');
  for (const { buffer, byteOffset, byteLength } of [itemEmbeddings, itemBiases, userEmbeddings, userBiases]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
