const { max, sqrt } = Math;

/** With so many likes, popularity counts as much as the model: with one like half as much again, with three half as much. */
const LIKES = 1.5;

/** How much popularity is worth beside what a number of likes tells, at least 1: it fades as likes come in. */
export function popularityWeight(likes: number): number {
  return LIKES / max(1, likes);
}

/**
 * What popularity adds to a new user's scores: one like tells less about a person than what everybody likes. It is the
 * square root of the number of users who like an item, standardised over all items, times the standard deviation of the
 * scores, so that both count alike, times `popularityWeight`. Its mean is 0. Where all scores are the same, their standard
 * deviation is taken as 1, and popularity alone decides.
 *
 * @param scores of all items by the model.
 * @param likers how many users like each item.
 * @param likes how many items the new user likes.
 * @returns one number per item, float64.
 */
export function popularStart(scores: Float32Array, likers: ArrayLike<number>, likes: number): Float64Array {
  const roots = Float64Array.from(likers, (count) => sqrt(count));
  const { mean, deviation } = spreadOf(roots);
  if (deviation === 0) return new Float64Array(scores.length);
  const factor = (popularityWeight(likes) * (spreadOf(scores).deviation || 1)) / deviation;
  return roots.map((root) => factor * (root - mean));
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
