import { ModelError } from '../errors.js';
import { centred, drawFrom, hashText } from '../name-hash.js';
import { invertSymmetric } from './linear-algebra/cholesky.js';
import { leadingFactors } from './linear-algebra/leading-factors.js';
import type { MethodFit, MethodInput } from './method.js';

const { max, min } = Math;

/** The settings of `fitNeighbours`. */
export interface NeighbourOptions {
  /** λ of the ridge regressions, above 0: 30, 100, 300 or 1000, by how well each does on held-out pairs. */
  readonly regularisation: number;
  /** Components d of the published rows. 64 rank about as well as the regressions themselves. */
  readonly noComponents: number;
  /** Items that fewer users like have no neighbours. */
  readonly leastUsers: number;
  /** At most so many items have neighbours: those that most users like, of equals the first by name. */
  readonly mostItems: number;
}

/** Settings that suit both MovieLens and Last.fm. */
export const usualNeighbours: NeighbourOptions = {
  regularisation: 300,
  noComponents: 64,
  leastUsers: 3,
  mostItems: 2000,
};

/** Rounds of the iteration that finds the published components. */
const ROUNDS = 3;

/**
 * Item-item regression, EASE (Steck 2019, section 2): a user's score of an item is a sum over the other items that they
 * like, with weights B that a ridge regression of each item on all others gives. All of them come from one inverse,
 * B = I − P · diag(1 / P_jj) with P = (XᵀX + λI)⁻¹ and X the users × items matrix of likes, 1 or 0. The smaller side is
 * inverted, since X P = (X Xᵀ + λI)⁻¹ X. What is published are the leading components of the scores X B, the start by
 * names. Items without neighbours score 0, dislikes and sample weights do not count, and biases are 0.
 *
 * @throws ModelError `parameter` if an option is out of its range.
 */
export function* fitNeighbours(input: MethodInput, options: Partial<NeighbourOptions> = {}): MethodFit {
  const settings = checked({ ...usualNeighbours, ...options });
  const { users, items } = input;
  const likes = likesOf(input, settings);
  const itemNames = likes.items.map((item) => items[item]!);
  const userNames = likes.users.map((user) => users[user]!);
  // The side that is inverted, and the other, whose members are the rows of the score matrix.
  const byUser = userNames.length > itemNames.length;
  const [large, small] = byUser ? [userNames, itemNames] : [itemNames, userNames];
  const [rows, columns] = [large.length, small.length];
  const ofLarge = byUser ? likes.ofUser : likes.ofItem;
  const inverse = invertSymmetric(gramOf(ofLarge, columns, settings.regularisation), columns);
  yield { done: 1, of: 3 };
  const scores = scoreMatrix(ofLarge, inverse, columns, byUser, settings.regularisation);
  yield { done: 2, of: 3 };
  const d = max(1, min(settings.noComponents, columns));
  const { left, right } = leadingFactors(scores, rows, columns, startOf(small, d), ROUNDS);
  yield { done: 3, of: 3 };
  const publish = (from: Float64Array, indices: readonly number[], size: number) => {
    const published = new Float32Array(size * d);
    indices.forEach((index, at) => {
      for (let c = 0; c < d; c++) published[index * d + c] = from[c * indices.length + at]!;
    });
    return published;
  };
  return {
    noComponents: d,
    itemEmbeddings: publish(byUser ? right : left, likes.items, items.length),
    itemBiases: new Float32Array(items.length),
    userEmbeddings: publish(byUser ? left : right, likes.users, users.length),
    userBiases: new Float32Array(users.length),
  };
}

/** Who likes what, among the users and items that take part, by their place among those. */
interface Likes {
  readonly users: readonly number[];
  readonly items: readonly number[];
  /** For each user, the places of the items, ascending; and the other way round. */
  readonly ofUser: readonly (readonly number[])[];
  readonly ofItem: readonly (readonly number[])[];
}

function likesOf({ users, items, interactions }: MethodInput, { leastUsers, mostItems }: NeighbourOptions): Likes {
  const liking = items.map(() => new Set<number>());
  interactions.row.forEach((user, entry) => {
    if (interactions.value[entry]! > 0) liking[interactions.col[entry]!]!.add(user);
  });
  const known = [...items.keys()].filter((item) => liking[item]!.size >= leastUsers);
  const byCount = (a: number, b: number) => liking[b]!.size - liking[a]!.size || (items[a]! < items[b]! ? -1 : 1);
  const chosen = known
    .sort(byCount)
    .slice(0, mostItems)
    .sort((a, b) => a - b);
  const itemsOf = users.map((): number[] => []);
  chosen.forEach((item, place) => liking[item]!.forEach((user) => itemsOf[user]!.push(place)));
  const active = [...users.keys()].filter((user) => itemsOf[user]!.length > 0);
  const places = new Map(active.map((user, place) => [user, place]));
  const ofItem = chosen.map((item) => [...liking[item]!].map((user) => places.get(user) ?? 0).sort((a, b) => a - b));
  return { users: active, items: chosen, ofUser: active.map((user) => itemsOf[user]!), ofItem };
}

/** The Gram matrix of 0/1 rows plus λ on the diagonal, size × size. */
function gramOf(rows: readonly (readonly number[])[], size: number, regularisation: number): Float64Array {
  const gram = new Float64Array(size * size);
  for (const row of rows) for (const a of row) for (const b of row) gram[a * size + b]!++;
  for (let at = 0; at < size; at++) gram[at * size + at]! += regularisation;
  return gram;
}

/**
 * The scores X B, with a row for each member of the large side.
 *
 * @param inverse of the Gram matrix of the small side.
 */
function scoreMatrix(
  ofLarge: readonly (readonly number[])[],
  inverse: Float64Array,
  columns: number,
  byUser: boolean,
  regularisation: number,
): Float64Array {
  const scores = new Float64Array(ofLarge.length * columns);
  ofLarge.forEach((places, row) => {
    const own = scores.subarray(row * columns, (row + 1) * columns);
    for (const place of places) {
      const from = place * columns;
      for (let at = 0; at < columns; at++) own[at]! -= inverse[from + at]!;
    }
    if (byUser) for (let at = 0; at < columns; at++) own[at]! /= inverse[at * columns + at]!;
    else {
      // P_jj, from the other side's inverse: its part in the item's own users.
      const diagonal = (1 + places.reduce((sum, place) => sum + own[place]!, 0)) / regularisation;
      for (let at = 0; at < columns; at++) own[at]! /= diagonal;
    }
    for (const place of places) own[place]! += 1;
  });
  return scores;
}

function startOf(names: readonly string[], d: number): Float64Array {
  const hashes = names.map((name) => hashText(name));
  return Float64Array.from({ length: d * names.length }, (_, at) =>
    centred(drawFrom(hashes[at % names.length]!, (at / names.length) | 0)),
  );
}

function checked(options: NeighbourOptions): NeighbourOptions {
  const { regularisation, noComponents, leastUsers, mostItems } = options;
  if (!(regularisation > 0 && regularisation < Infinity)) {
    throw new ModelError('parameter', 'regularisation must be above 0, such as 30, 100, 300 or 1000.');
  }
  for (const [name, value] of Object.entries({ noComponents, leastUsers, mostItems })) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw new ModelError('parameter', `${name} must be a whole number from 1.`);
    }
  }
  return options;
}
