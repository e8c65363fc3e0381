/** Two arrays, one behind the other; the first itself if the other is empty. */
export function lengthened(one: Float32Array, other: Float32Array): Float32Array {
  if (other.length === 0) return one;
  const both = new Float32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
