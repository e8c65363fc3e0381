const { max, min, sqrt } = Math;

/** With so many likes, popularity counts as much as the model: with one like half as much again, with three half as much. */
const LIKES = 1.5;

/** How much popularity is worth beside what a number of likes tells, at least 1: it fades as likes come in. */
export function popularityWeight(likes: number): number {
  return LIKES / max(1, likes);
}

/**
 * What popularity adds to a new user's scores: one like tells less about a person than what everybody likes. It is the
 * square root of the number of users who like an item, standardised over all items, times the standard deviation of the
 * scores, so that both count alike, times the weight. Its mean is 0. Where all scores are the same, their standard
 * deviation is taken as 1, and popularity alone decides.
 *
 * @param scores of all items by the model.
 * @param likers how many users like each item.
 * @param weight `popularityWeight` times `popularityWorth`.
 * @returns one number per item, float64.
 */
export function popularStart(scores: Float32Array, likers: ArrayLike<number>, weight: number): Float64Array {
  const roots = Float64Array.from(likers, (count) => sqrt(count));
  const { mean, deviation } = spreadOf(roots);
  if (deviation === 0) return new Float64Array(scores.length);
  const factor = (weight * (spreadOf(scores).deviation || 1)) / deviation;
  return roots.map((root) => factor * (root - mean));
}

/**
 * How much popularity tells about these users, from 0 to 1: the chance A that an item which a user knows is more popular
 * among the others than any item is, from 0 at A ≤ ½ to 1 at A ≥ ¾. People like films that many like; but a genre's artists
 * are not those of the most genres. Items that nobody else knows do not count.
 *
 * @param indices the items that users know, one entry per pair.
 */
export function popularityWorth(indices: Int32Array, items: number): number {
  const counts = new Int32Array(items);
  for (const item of indices) counts[item]!++;
  const most = counts.reduce((a, b) => max(a, b), 0);
  const having = new Float64Array(most + 1);
  for (const count of counts) having[count]!++;
  // The share of items that are less popular, those as popular counting half.
  let below = 0;
  const places = having.map((size) => ((below += size) - size / 2) / items);
  let [sum, pairs] = [0, 0];
  for (const item of indices) {
    const others = counts[item]! - 1;
    if (others === 0) continue;
    sum += places[others]!;
    pairs++;
  }
  return pairs === 0 ? 0 : min(1, max(0, 4 * (sum / pairs) - 2));
}

/** Mean and population standard deviation. */
function spreadOf(values: Float32Array | Float64Array): { mean: number; deviation: number } {
  const count = max(1, values.length);
  let [sum, squares] = [0, 0];
  for (const value of values) sum += value;
  const mean = sum / count;
  for (const value of values) squares += (value - mean) * (value - mean);
  return { mean, deviation: sqrt(squares / count) };
}
