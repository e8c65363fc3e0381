import { ModelError } from '../errors.js';
import { checkFeatureCount, checkFeatures, checkThreads, type Features } from './fit-checks.js';
import { packRows, represent, score } from '../kernels/representation.js';
import { ranksOf } from '../evaluation/ranks.js';
import { checkSparse, toCanonicalCsr, toCsr, type Csr, type Sparse } from '../sparse.js';
import type { Embeddings } from '../state.js';

/** Arguments of a ranking other than the test interactions. */
export interface RankOptions extends Features {
  /** Items known in training: they are left out of their user's ranking. */
  readonly trainInteractions?: Sparse | undefined;
  /** Refuse pairs that are in both (default true): they would have been known in training. */
  readonly checkIntersections?: boolean;
  readonly numThreads?: number;
}

/** Ranks of the stored pairs in `test`, as described at `LightFm.predictRank`. */
export function predictRanks(model: Embeddings, test: Sparse, options: RankOptions): Csr {
  const { trainInteractions: train, checkIntersections = true } = options;
  checkThreads(options.numThreads ?? 1);
  checkSparse(test, 'test interactions');
  if (train !== undefined) checkSparse(train, 'train interactions');
  if (train !== undefined && checkIntersections) checkDisjoint(test, train);
  const { rows: users, cols: items } = test;
  const features = checkFeatures(options, users, items, model);
  checkFeatureCount(features, users, items, model);

  const asked = toCsr(test);
  const ranks = new Float32Array(asked.indices.length);
  const scoreItems = itemScorer(model, features.userFeatures, features.itemFeatures, items);
  const known = train && toCsr(train);
  const excluded = new Uint8Array(items);
  for (let user = 0; user < users; user++) {
    const [start, end] = [asked.indptr[user]!, asked.indptr[user + 1]!];
    if (start === end) continue;
    const knownItems = rowItems(known, user);
    for (const item of knownItems) excluded[item] = 1;
    ranks.set(ranksOf(scoreItems(user), asked.indices.subarray(start, end), excluded), start);
    for (const item of knownItems) excluded[item] = 0;
  }
  return { ...asked, data: ranks };
}

/** The items stored for a user; none if the matrix is missing or has no such row. */
function rowItems(matrix: Csr | undefined, row: number): Int32Array {
  if (matrix === undefined || row >= matrix.rows) return new Int32Array(0);
  return matrix.indices.subarray(matrix.indptr[row], matrix.indptr[row + 1]);
}

/** A function that scores the first `items` items for a user; the next call reuses the array it returns. */
function itemScorer(
  model: Embeddings,
  userFeatures: Csr | undefined,
  itemFeatures: Csr | undefined,
  items: number,
): (user: number) => Float32Array {
  const width = model.noComponents + 1;
  const users = packRows(model.userEmbeddings, model.userBiases);
  const packed = packRows(model.itemEmbeddings, model.itemBiases);
  const itemRows = Array.from({ length: items }, (_, item) => {
    const row = new Float32Array(width);
    represent(itemFeatures, item, packed, 1, row);
    return row;
  });
  const user = new Float32Array(width);
  const scores = new Float32Array(items);
  return (userId) => {
    represent(userFeatures, userId, users, 1, user);
    for (let item = 0; item < items; item++) scores[item] = score(user, itemRows[item]!);
    return scores;
  };
}

/** Counts pairs whose merged values have a nonzero product, as LightFM does. Throws `value` if there are any. */
function checkDisjoint(test: Sparse, train: Sparse): void {
  if (test.rows !== train.rows || test.cols !== train.cols) {
    throw new ModelError(
      'value',
      `inconsistent shapes: test is ${test.rows} × ${test.cols}, train ${train.rows} × ${train.cols}. Give both the same.`,
    );
  }
  const shared = sharedPairs(toCanonicalCsr(test), toCanonicalCsr(train));
  if (shared > 0) {
    throw new ModelError(
      'value',
      `Test interactions matrix and train interactions matrix share ${shared} interactions. This will cause incorrect ` +
        'evaluation: split the data again, or set checkIntersections to false.',
    );
  }
}

function sharedPairs(a: Csr, b: Csr): number {
  let shared = 0;
  for (let row = 0; row < a.rows; row++) {
    let j = b.indptr[row]!;
    for (let i = a.indptr[row]!; i < a.indptr[row + 1]!; i++) {
      while (j < b.indptr[row + 1]! && b.indices[j]! < a.indices[i]!) j++;
      if (j < b.indptr[row + 1]! && b.indices[j] === a.indices[i] && Math.fround(a.data[i]! * b.data[j]!) !== 0)
        shared++;
    }
  }
  return shared;
}
