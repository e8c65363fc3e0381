const view = new DataView(new ArrayBuffer(8));

/** How far a value estimated from its bucket may be from the true value, relative to it. */
export const bucketError = 1 / 128;

/**
 * The bucket of a number: 64 buckets from each power of two to the next, negative ones mirrored, 0 for zero. Taken from
 * the bits of the double, so it is the same on every machine, which a logarithm does not guarantee. Counts by bucket
 * add and subtract exactly.
 */
export function bucketOf(value: number): number {
  view.setFloat64(0, Math.abs(value));
  const bucket = view.getUint32(0) >>> 14;
  return value < 0 ? -bucket : bucket;
}

/** The bounds of a bucket: the numbers in it are from `low` to `high`. */
export function bucketBounds(bucket: number): { low: number; high: number } {
  // Numbers too small for a full mantissa share the bucket of zero and count as zero.
  if (bucket === 0) return { low: 0, high: 0 };
  if (bucket < 0) {
    const { low, high } = bucketBounds(-bucket);
    return { low: -high, high: -low };
  }
  return { low: edge(bucket), high: edge(bucket + 1) };
}

function edge(bucket: number): number {
  view.setUint32(0, bucket << 14);
  view.setUint32(4, 0);
  return Math.min(view.getFloat64(0), Number.MAX_VALUE);
}
