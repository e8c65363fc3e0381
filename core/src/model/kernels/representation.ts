import type { Csr } from '../sparse.js';

// Hoisted out of the loops: reading a global is slow in some environments (sandboxes, jest), and this code is hottest.
const { fround } = Math;

/**
 * Embeddings and biases side by side: one row per feature, its d components and then its bias, so that one loop handles
 * both. `width` is d + 1.
 */
export function packRows(embeddings: Float32Array, biases: Float32Array): Float32Array {
  const features = biases.length;
  const d = features === 0 ? 0 : embeddings.length / features;
  const packed = new Float32Array(features * (d + 1));
  for (let row = 0; row < features; row++) {
    packed.set(embeddings.subarray(row * d, (row + 1) * d), row * (d + 1));
    packed[row * (d + 1) + d] = biases[row]!;
  }
  return packed;
}

/** The inverse of `packRows`, into existing arrays. */
export function unpackRows(packed: Float32Array, embeddings: Float32Array, biases: Float32Array): void {
  const features = biases.length;
  const d = features === 0 ? 0 : embeddings.length / features;
  for (let row = 0; row < features; row++) {
    const start = row * (d + 1);
    embeddings.set(packed.subarray(start, start + d), row * d);
    biases[row] = packed[start + d]!;
  }
}

/**
 * Writes the representation of row `row`, the weighted sum of its features' packed rows, into `out` (length d + 1, the
 * bias last). Without `features`, the row is its own only feature. `scale` is the L2 penalty not yet applied. Products
 * and sums round to float32, feature by feature in stored order (docs/lightfm.md#representation-and-score).
 */
export function represent(
  features: Csr | undefined,
  row: number,
  packed: Float32Array,
  scale: number,
  out: Float32Array,
): void {
  const width = out.length;
  if (features === undefined) {
    const weight = fround(scale);
    const start = row * width;
    // Adding 0 turns −0 into 0, as a sum starting from 0 would.
    if (weight === 1) for (let j = 0; j < width; j++) out[j] = packed[start + j]! + 0;
    else for (let j = 0; j < width; j++) out[j] = fround(weight * packed[start + j]!) + 0;
    return;
  }
  out.fill(0);
  for (let i = features.indptr[row]!; i < features.indptr[row + 1]!; i++) {
    const start = features.indices[i]! * width;
    const weight = fround(features.data[i]! * scale);
    for (let j = 0; j < width; j++) out[j]! += fround(weight * packed[start + j]!);
  }
}

/** The score of two representations, in float32: both biases, then the products one by one. Higher is better. */
export function score(user: Float32Array, item: Float32Array): number {
  const d = user.length - 1;
  let sum = fround(user[d]! + item[d]!);
  for (let j = 0; j < d; j++) sum = fround(sum + fround(user[j]! * item[j]!));
  return sum;
}

/**
 * `score` of one user and four items: the packed rows `rows`. Each sum waits for its own rounding at every product, so
 * four of them side by side take little longer than one.
 */
export function scoreFour(user: Float32Array, packed: Float32Array, rows: Int32Array, scores: Float32Array): void {
  const width = user.length;
  const last = width - 1;
  const bias = user[last]!;
  const a = rows[0]! * width;
  const b = rows[1]! * width;
  const c = rows[2]! * width;
  const d = rows[3]! * width;
  let sumA = fround(bias + packed[a + last]!);
  let sumB = fround(bias + packed[b + last]!);
  let sumC = fround(bias + packed[c + last]!);
  let sumD = fround(bias + packed[d + last]!);
  for (let j = 0; j < last; j++) {
    const component = user[j]!;
    sumA = fround(sumA + fround(component * packed[a + j]!));
    sumB = fround(sumB + fround(component * packed[b + j]!));
    sumC = fround(sumC + fround(component * packed[c + j]!));
    sumD = fround(sumD + fround(component * packed[d + j]!));
  }
  scores[0] = sumA;
  scores[1] = sumB;
  scores[2] = sumC;
  scores[3] = sumD;
}
