import { ModelError } from '../errors.js';
import { checkFeatures, checkThreads, type Features } from './fit-checks.js';
import { packRows, represent, score, unpackRows } from '../kernels/representation.js';
import { checkSparse, toCsr, type Csr, type Sparse } from '../sparse.js';
import type { Embeddings } from '../state.js';

/** Pairs to score: item i with user i, or with the single given user. */
export interface Pairs {
  readonly users: number | ArrayLike<number>;
  readonly items: ArrayLike<number>;
}

/** Representations by row: `biases` rows, `embeddings` rows × d, row-major. */
export interface Rows {
  readonly biases: Float32Array;
  readonly embeddings: Float32Array;
}

/** One side ready to give representations of its rows. */
interface PackedRows {
  readonly packed: Float32Array;
  readonly features: Csr | undefined;
}

function sideOf(model: Embeddings, side: 'user' | 'item'): Rows {
  return side === 'user'
    ? { biases: model.userBiases, embeddings: model.userEmbeddings }
    : { biases: model.itemBiases, embeddings: model.itemEmbeddings };
}

function lookup(model: Embeddings, side: 'user' | 'item', features: Csr | undefined): PackedRows {
  const { embeddings, biases } = sideOf(model, side);
  return { packed: packRows(embeddings, biases), features };
}

/** Float32 scores of pairs. Features are not checked for NaN. Throws `value`, `rows` (docs/lightfm.md#errors). */
export function predictPairs(
  model: Embeddings,
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
  const { userFeatures, itemFeatures } = checkFeatures(options, rows, columns, model);
  const lookups = [lookup(model, 'user', userFeatures), lookup(model, 'item', itemFeatures)] as const;
  return scorePairs(lookups, userOf, items, model.noComponents);
}

function scorePairs(
  [users, items]: readonly [PackedRows, PackedRows],
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

/** The numbers of users and items that these ids need: largest id + 1. */
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
    if (!Number.isInteger(user) || !Number.isInteger(item)) {
      throw new ModelError('type', `User ${user} and item ${item} cannot be looked up: ids are whole numbers.`);
    }
    maxUser = Math.max(maxUser, user);
    maxItem = Math.max(maxItem, item);
  }
  return [maxUser + 1, maxItem + 1];
}

/** Representations of one side: the arrays themselves without features, else weighted sums. Throws `value`. */
export function representations(model: Embeddings, side: 'user' | 'item', features: Sparse | undefined): Rows {
  if (features === undefined) return sideOf(model, side);
  checkSparse(features, `${side} features`);
  const embeddings = sideOf(model, side).biases.length;
  if (features.cols !== embeddings) {
    throw new ModelError(
      'value',
      `dimension mismatch: ${features.cols} ${side} features, but ${embeddings} embeddings. Use the features of the fit.`,
    );
  }
  const { packed, features: rows } = lookup(model, side, toCsr(features));
  const width = model.noComponents + 1;
  const all = new Float32Array(features.rows * width);
  for (let row = 0; row < features.rows; row++) {
    represent(rows, row, packed, 1, all.subarray(row * width, (row + 1) * width));
  }
  const result = {
    biases: new Float32Array(features.rows),
    embeddings: new Float32Array(features.rows * model.noComponents),
  };
  unpackRows(all, result.embeddings, result.biases);
  return result;
}
