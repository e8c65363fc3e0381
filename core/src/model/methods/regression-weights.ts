import { invertSymmetric } from './linear-algebra/cholesky.js';
import { solveGeneral } from './linear-algebra/general-system.js';

/** What the regressions are on. */
export interface RegressionData {
  /** Who likes each item, ascending. */
  readonly usersOf: readonly (readonly number[])[];
  readonly users: number;
  /** Row-major items × columns. */
  readonly features: Float64Array;
  readonly columns: number;
}

/** Items that only one user likes count for that user with this weight, where enough others cannot stand in for them. */
const OWN_WEIGHT = 0.1;
/** So many items that others like too are enough. */
const ENOUGH = 5;

/**
 * For each user a row of weights: of the other users (0 for oneself), of the features, and the intercept; users × (users
 * + columns + 1), row-major.
 *
 * A user's own regression leaves out the user's column and what weighs less of the items that nobody else likes. Both
 * are small changes of one system that all users share, so one inverse P serves all: dropping variable g leaves
 * P − P·g P·gᵀ / P_gg, and the items are taken out by Woodbury's identity, on features and intercept alone, since no
 * other user likes them.
 */
export function regressionWeights(data: RegressionData, regularisation: number): Float64Array {
  const { users, columns } = data;
  const width = users + columns + 1;
  const weights = new Float64Array(users * width);
  if (data.usersOf.every((own) => own.length === 0)) return weights;
  const inverse = invertSymmetric(sharedSystem(data, regularisation), width);
  const removed = removedItems(data);
  for (let user = 0; user < users; user++) {
    weights.set(weightsOf(user, inverse, users, columns + 1, removed[user]), user * width);
  }
  return weights;
}

/** The normal equations over all liked items: sums of products of all variables, λ on all but the intercept. */
function sharedSystem({ usersOf, users, features, columns }: RegressionData, regularisation: number): Float64Array {
  const width = users + columns + 1;
  const system = new Float64Array(width * width);
  const at = new Int32Array(width);
  const values = new Float64Array(width);
  usersOf.forEach((own, item) => {
    if (own.length === 0) return;
    let count = 0;
    for (const user of own) {
      at[count] = user;
      values[count++] = 1;
    }
    for (let column = 0; column < columns; column++) {
      at[count] = users + column;
      values[count++] = features[item * columns + column]!;
    }
    at[count] = width - 1;
    values[count++] = 1;
    addProducts(system, at, values, count);
  });
  for (let j = 0; j < width - 1; j++) system[j * width + j]! += regularisation;
  return system;
}

/** Adds the products of an item's variables to the lower triangle of a system; `at` has their ascending places in it. */
function addProducts(system: Float64Array, at: Int32Array, values: Float64Array, count: number): void {
  const width = at.length;
  for (let a = 0; a < count; a++) {
    const row = at[a]! * width;
    const value = values[a]!;
    for (let b = 0; b <= a; b++) system[row + at[b]!]! += value * values[b]!;
  }
}

/** Sums over the items that only one user likes, times the part of their weight that is taken away. */
interface Removed {
  /** Of features and the intercept 1: their products, size × size, and themselves. */
  readonly products: Float64Array;
  readonly sums: Float64Array;
}

function removedItems({ usersOf, users, features, columns }: RegressionData): (Removed | undefined)[] {
  const size = columns + 1;
  const shared = new Int32Array(users);
  for (const own of usersOf) if (own.length > 1) for (const user of own) shared[user]!++;
  const removed: (Removed | undefined)[] = Array.from({ length: users }, () => undefined);
  const values = new Float64Array(size).fill(1);
  usersOf.forEach((own, item) => {
    if (own.length !== 1) return;
    const user = own[0]!;
    const sums = (removed[user] ??= { products: new Float64Array(size * size), sums: new Float64Array(size) });
    for (let column = 0; column < columns; column++) values[column] = features[item * columns + column]!;
    addRemoved(sums, values, shared[user]! < ENOUGH ? 1 - OWN_WEIGHT : 1);
  });
  return removed;
}

/** Adds an item to the sums, with so much of its weight. */
function addRemoved({ products, sums }: Removed, values: Float64Array, taken: number): void {
  const size = values.length;
  for (let a = 0; a < size; a++) {
    const value = taken * values[a]!;
    sums[a]! += value;
    for (let b = 0; b < size; b++) products[a * size + b]! += value * values[b]!;
  }
}

/** One user's weights. With S the inverse without the user, R and r what is removed: (A − R) w = a − r. */
function weightsOf(
  user: number,
  inverse: Float64Array,
  users: number,
  size: number,
  removed: Removed | undefined,
): Float64Array {
  const width = users + size;
  const own = inverse[user * width + user]!;
  const weights = Float64Array.from({ length: width }, (_, i) => -inverse[user * width + i]! / own);
  if (removed !== undefined) {
    const { products, sums } = removed;
    const columnOf = (i: number, k: number) =>
      inverse[i * width + users + k]! - (inverse[user * width + i]! / own) * inverse[user * width + users + k]!;
    const tail = Float64Array.from({ length: width * size }, (_, at) => columnOf((at / size) | 0, at % size));
    addProduct(weights, tail, sums, -1);
    const system = new Float64Array(size * size);
    const solution = new Float64Array(size);
    for (let a = 0; a < size; a++) {
      for (let k = 0; k < size; k++) {
        const product = products[a * size + k]!;
        solution[a]! += product * weights[users + k]!;
        for (let b = 0; b < size; b++) system[a * size + b]! -= product * tail[(users + k) * size + b]!;
      }
      system[a * size + a]! += 1;
    }
    solveGeneral(system, solution, size);
    addProduct(weights, tail, solution, 1);
  }
  weights[user] = 0;
  return weights;
}

/** Adds factor · T v to a vector; T has as many rows as the vector, and as many columns as v. */
function addProduct(vector: Float64Array, matrix: Float64Array, v: Float64Array, factor: number): void {
  for (let i = 0; i < vector.length; i++) {
    let sum = 0;
    for (let k = 0; k < v.length; k++) sum += matrix[i * v.length + k]! * v[k]!;
    vector[i]! += factor * sum;
  }
}
