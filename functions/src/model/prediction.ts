import { ModelError } from './errors.js';
import { checkFeatureCount, checkFeatures, checkThreads, type Features } from './fit-checks.js';
import { packRows, represent, score, unpackRows } from './kernels/representation.js';
import { ranksOf } from './ranks.js';
import { checkSparse, toCanonicalCsr, toCsr, type Csr, type Sparse } from './sparse.js';
import type { ModelState, SideState } from './state.js';

/** Pairs to score: item i with user i, or with the one user given. */
export interface Pairs {
  readonly users: number | ArrayLike<number>;
  readonly items: ArrayLike<number>;
}

/** Arguments of a ranking beside the test interactions. */
export interface RankOptions extends Features {
  /** Items known in training: they take no part in the ranking of their user. */
  readonly trainInteractions?: Sparse | undefined;
  /** Refuse pairs that are in both (default true): they would have been known in training. */
  readonly checkIntersections?: boolean;
  readonly numThreads?: number;
}

/** Representations by row: `biases` rows, `embeddings` rows × d, row-major. */
export interface Rows {
  readonly biases: Float32Array;
  readonly embeddings: Float32Array;
}

/** One side ready to give representations of its rows. */
interface Lookup {
  readonly packed: Float32Array;
  readonly features: Csr | undefined;
}

function lookup({ embeddings, biases }: SideState, features: Csr | undefined): Lookup {
  return { packed: packRows(embeddings, biases), features };
}

/** Float32 scores of pairs. Features are not checked for NaN. Throws `value`, `rows` (LIGHTFM.md, section 13, predict). */
export function predictPairs(
  state: ModelState,
  { users, items }: Pairs,
  options: Features & { readonly numThreads?: number },
): Float32Array {
  const userOf = typeof users === 'number' ? () => users : (place: number) => users[place]!;
  if (typeof users !== 'number' && users.length !== items.length) {
    throw new ModelError(
      'value',
      `Expected the number of user IDs (${users.length}) to equal the number of item IDs (${items.length}). Repeat one of them.`,
    );
  }
  checkThreads(options.numThreads ?? 1);
  const [rows, columns] = idBounds(userOf, items);
  const { userFeatures, itemFeatures } = checkFeatures(options, rows, columns, state);
  return scorePairs(
    lookup(state.user, userFeatures),
    lookup(state.item, itemFeatures),
    userOf,
    items,
    state.noComponents,
  );
}

function scorePairs(
  users: Lookup,
  items: Lookup,
  userOf: (place: number) => number,
  itemIds: ArrayLike<number>,
  d: number,
): Float32Array {
  const user = new Float32Array(d + 1);
  const item = new Float32Array(d + 1);
  let shown = -1;
  return Float32Array.from(itemIds, (itemId, place) => {
    const userId = userOf(place);
    if (userId !== shown) represent(users.features, userId, users.packed, 1, user);
    shown = userId;
    represent(items.features, itemId, items.packed, 1, item);
    return score(user, item);
  });
}

/** The number of users and of items that these ids ask for: largest id + 1. */
function idBounds(userOf: (place: number) => number, items: ArrayLike<number>): [number, number] {
  if (items.length === 0) {
    throw new ModelError(
      'value',
      'There are no ids: a zero-size array to reduction operation minimum which has no identity.',
    );
  }
  let [maxUser, maxItem] = [-1, -1];
  for (let place = 0; place < items.length; place++) {
    const [user, item] = [userOf(place), items[place]!];
    if (!(user >= 0 && item >= 0)) {
      throw new ModelError(
        'value',
        'User or item ids cannot be negative. Check your inputs for ids that do not exist.',
      );
    }
    maxUser = Math.max(maxUser, user);
    maxItem = Math.max(maxItem, item);
  }
  return [maxUser + 1, maxItem + 1];
}

/** Ranks of the stored pairs of `test`, as `LightFm.predictRank` says. */
export function predictRanks(state: ModelState, test: Sparse, options: RankOptions): Csr {
  const { trainInteractions: train, checkIntersections = true } = options;
  checkThreads(options.numThreads ?? 1);
  checkSparse(test, 'test interactions');
  if (train !== undefined) checkSparse(train, 'train interactions');
  if (train !== undefined && checkIntersections) checkDisjoint(test, train);
  const { rows: users, cols: items } = test;
  const features = checkFeatures(options, users, items, state);
  checkFeatureCount(features, users, items, state);

  const asked = toCsr(test);
  const ranks = new Float32Array(asked.indices.length);
  const scoreItems = itemScorer(state, features.userFeatures, features.itemFeatures, items);
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

/** The items stored for a user; none where the matrix is missing or has no such row. */
function rowItems(matrix: Csr | undefined, row: number): Int32Array {
  if (matrix === undefined || row >= matrix.rows) return new Int32Array(0);
  return matrix.indices.subarray(matrix.indptr[row], matrix.indptr[row + 1]);
}

/** A function that scores the first `items` items for a user; the array it returns is used again by the next call. */
export function itemScorer(
  state: ModelState,
  userFeatures: Csr | undefined,
  itemFeatures: Csr | undefined,
  items: number,
): (user: number) => Float32Array {
  const width = state.noComponents + 1;
  const users = packRows(state.user.embeddings, state.user.biases);
  const packed = packRows(state.item.embeddings, state.item.biases);
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

/** Counts pairs whose merged values have a product other than 0, as LightFM does. Throws `value` if there are any. */
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

/** Representations of one side: the arrays themselves without features, else weighted sums. Throws `value`. */
export function representations(side: SideState, features: Sparse | undefined, name: 'user' | 'item'): Rows {
  if (features === undefined) return { biases: side.biases, embeddings: side.embeddings };
  checkSparse(features, `${name} features`);
  if (features.cols !== side.biases.length) {
    throw new ModelError(
      'value',
      `dimension mismatch: ${features.cols} ${name} features, but ${side.biases.length} embeddings. Use the features of the fit.`,
    );
  }
  const { packed, features: rows } = lookup(side, toCsr(features));
  const d = side.biases.length === 0 ? 0 : side.embeddings.length / side.biases.length;
  const all = new Float32Array(features.rows * (d + 1));
  for (let row = 0; row < features.rows; row++) {
    represent(rows, row, packed, 1, all.subarray(row * (d + 1), (row + 1) * (d + 1)));
  }
  const result = { biases: new Float32Array(features.rows), embeddings: new Float32Array(features.rows * d) };
  unpackRows(all, result.embeddings, result.biases);
  return result;
}
