import { ModelError } from '../errors.js';
import type { Embeddings } from '../state.js';
import type { MethodFit, MethodInput } from './method.js';
import { regressionWeights, type RegressionData } from './regression-weights.js';
import { standardisedColumns } from './standardised-columns.js';

const { sqrt } = Math;

/** The most users of a regression: a row has a number for each of them. */
export const mostRegressionUsers = 300;

/** The settings of `fitRegression`. */
export interface RegressionOptions {
  /** λ, above 0, for likes and features alike; see `usualRegularisation`. */
  readonly regularisation: number;
}

/** λ that suits so many users. */
export function usualRegularisation(users: number): number {
  return users < 100 ? 10 : 100;
}

/**
 * For each user, a ridge regression over the items that another user likes: does the user like it too, by who else does
 * (0 or 1) and by the items' standardised numbers, with a free intercept. It suits few users with many items, such as
 * genres with artists; all users' regressions cost about as much as one. Items that only the user likes count too, with
 * weight 0.1, if the user has fewer than 5 others; without them such a user would have nothing to learn from.
 *
 * An item's row is its numbers and who likes it, a user's row the weights of these (0 for the user), the user's bias the
 * intercept; item biases are 0. Each component is scaled to the root mean square of its weights over users, so that
 * items are near each other if they agree in what matters; that leaves scores as they are, up to rounding.
 *
 * Only values above 0 are likes. Sample weights do not count.
 *
 * @throws ModelError `value` for more than 300 users, or numbers for other items, or an infinite number; `parameter` if
 *   λ is not above 0.
 */
export function* fitRegression(input: MethodInput, options: Partial<RegressionOptions> = {}): MethodFit {
  const { users, items, itemColumns } = input;
  const { regularisation = usualRegularisation(users.length) } = options;
  check(input, regularisation);
  const columns = itemColumns?.columns ?? 0;
  const features = itemColumns === undefined ? new Float64Array(0) : standardisedColumns(itemColumns);
  const usersOf = likersOf(input);
  const data = { usersOf, users: users.length, features, columns };
  const weights = regressionWeights(data, regularisation);
  yield { done: 1, of: 1 };
  return publish(data, weights, items.length);
}

function likersOf({ items, interactions: { row, col, value } }: MethodInput): number[][] {
  const usersOf = items.map((): number[] => []);
  let isAscending = true;
  for (let entry = 0; entry < row.length; entry++) {
    if (!(value[entry]! > 0)) continue;
    const [user, own] = [row[entry]!, usersOf[col[entry]!]!];
    const last = own.at(-1) ?? -1;
    if (user !== last) own.push(user);
    if (user < last) isAscending = false;
  }
  return isAscending ? usersOf : usersOf.map((own) => [...new Set(own)].sort((a, b) => a - b));
}

function publish(
  { usersOf, users, features, columns }: RegressionData,
  weights: Float64Array,
  items: number,
): Embeddings {
  const d = columns + users;
  const width = d + 1;
  const itemEmbeddings = new Float32Array(items * d);
  const userEmbeddings = new Float32Array(users * d);
  // Features first, then users: the places of their weights.
  const placeOf = (j: number) => (j < columns ? users + j : j - columns);
  const scales = Float64Array.from({ length: d }, (_, j) => {
    let squares = 0;
    for (let user = 0; user < users; user++) {
      const weight = weights[user * width + placeOf(j)]!;
      squares += weight * weight;
    }
    return sqrt(squares / users);
  });
  for (let item = 0; item < items; item++) {
    for (let j = 0; j < columns; j++) itemEmbeddings[item * d + j] = features[item * columns + j]! * scales[j]!;
    for (const user of usersOf[item]!) itemEmbeddings[item * d + columns + user] = scales[columns + user]!;
  }
  for (let user = 0; user < users; user++) {
    for (let j = 0; j < d; j++) {
      if (scales[j]! > 0) userEmbeddings[user * d + j] = weights[user * width + placeOf(j)]! / scales[j]!;
    }
  }
  return {
    noComponents: d,
    itemEmbeddings,
    itemBiases: new Float32Array(items),
    userEmbeddings,
    userBiases: Float32Array.from({ length: users }, (_, user) => weights[user * width + d]!),
  };
}

function check({ users, items, itemColumns }: MethodInput, regularisation: number): void {
  if (users.length > mostRegressionUsers) {
    throw new ModelError(
      'value',
      `There are ${users.length} users; a regression takes at most ${mostRegressionUsers}. Use another method.`,
    );
  }
  if (itemColumns !== undefined && itemColumns.items !== items.length) {
    throw new ModelError(
      'value',
      `The numbers describe ${itemColumns.items} items, but there are ${items.length}. Index both with one vocabulary.`,
    );
  }
  if (!(regularisation > 0 && regularisation < Infinity)) {
    throw new ModelError('parameter', 'regularisation must be above 0; 10 is usual, and 100 from 100 users on.');
  }
}
