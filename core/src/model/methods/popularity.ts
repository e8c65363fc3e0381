import type { MethodFit, MethodInput } from './method.js';

const { sqrt } = Math;

/**
 * The most liked items first, for everybody: what any other method has to beat. An item's bias is the square root of the
 * number of its users, standardised over liked items (minus the mean, divided by the population standard deviation): a
 * root, because counts have long tails, and scores are shown. Only values above 0 are likes; weights do not count, and a pair
 * that is stored twice counts once. Rows are one 0 each, so that items have no neighbours and users no direction.
 */
export function* fitPopularity({ users, items, interactions }: MethodInput): MethodFit {
  const { row, col, value } = interactions;
  const likers = items.map(() => new Set<number>());
  for (let entry = 0; entry < row.length; entry++) if (value[entry]! > 0) likers[col[entry]!]!.add(row[entry]!);
  const roots = Float64Array.from(likers, ({ size }) => sqrt(size));
  const known = roots.filter((root) => root > 0);
  const mean = sumOf(known) / known.length;
  const deviation = sqrt(sumOf(known.map((root) => (root - mean) * (root - mean))) / known.length);
  yield { done: 1, of: 1 };
  return {
    noComponents: 1,
    itemEmbeddings: new Float32Array(items.length),
    itemBiases: Float32Array.from(roots, (root) => (deviation > 0 ? (root - mean) / deviation : 0)),
    userEmbeddings: new Float32Array(users.length),
    userBiases: new Float32Array(users.length),
  };
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
