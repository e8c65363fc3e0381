/** Points on a plane, and how much of their variance the plane retains. */
export interface Projection {
  /** x and y of each point, one after the other. */
  points: Float32Array;
  /** The retained part of the variance, from 0 to 1. */
  held: number;
}

/**
 * Projects rows of d numbers onto the plane of their two directions of greatest variance (principal components), scaled
 * so that most points are between −1 and 1. The same rows give the same picture, except for mirroring.
 */
export function projectRows(rows: Float32Array, d: number): Projection {
  const count = rows.length / d;
  const points = new Float32Array(count * 2);
  if (count === 0 || d === 0) return { points, held: 0 };
  const mean = meanRow(rows, d);
  const covariance = covarianceOf(rows, mean, d);
  const first = leadingDirection(covariance, d);
  const second = leadingDirection(deflate(covariance, first, d), d);
  let trace = 0;
  for (let j = 0; j < d; j++) trace += covariance[j * d + j]!;
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < d; j++) {
      const value = rows[row * d + j]! - mean[j]!;
      points[row * 2]! += value * first.vector[j]!;
      points[row * 2 + 1]! += value * second.vector[j]!;
    }
  }
  scale(points);
  return { points, held: trace === 0 ? 0 : (first.value + second.value) / trace };
}

interface Direction {
  vector: Float64Array;
  value: number;
}

function meanRow(rows: Float32Array, d: number): Float64Array {
  const mean = new Float64Array(d);
  for (let at = 0; at < rows.length; at++) mean[at % d]! += rows[at]!;
  const count = rows.length / d;
  return mean.map((sum) => sum / count);
}

function covarianceOf(rows: Float32Array, mean: Float64Array, d: number): Float64Array {
  const covariance = new Float64Array(d * d);
  const count = rows.length / d;
  const centred = new Float64Array(d);
  for (let row = 0; row < count; row++) {
    for (let j = 0; j < d; j++) centred[j] = rows[row * d + j]! - mean[j]!;
    for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) covariance[i * d + j]! += centred[i]! * centred[j]!;
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      covariance[i * d + j]! /= count;
      covariance[j * d + i] = covariance[i * d + j]!;
    }
  }
  return covariance;
}

/** Power iteration: for a symmetric matrix, it converges to the direction of the largest eigenvalue. */
function leadingDirection(matrix: Float64Array, d: number): Direction {
  // A start that symmetries in the data do not make orthogonal to the result.
  let vector = Float64Array.from({ length: d }, (_, j) => 1 + ((j * 7919) % 13) / 13);
  let value = 0;
  for (let round = 0; round < 300; round++) {
    const next = new Float64Array(d);
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) next[i]! += matrix[i * d + j]! * vector[j]!;
    const length = Math.hypot(...next);
    if (length === 0) return { vector: new Float64Array(d), value: 0 };
    const settled = Math.abs(length - value) < 1e-12 * length;
    value = length;
    vector = next.map((part) => part / length);
    if (settled) break;
  }
  return { vector, value };
}

function deflate(matrix: Float64Array, { vector, value }: Direction, d: number): Float64Array {
  return matrix.map((entry, at) => entry - value * vector[Math.floor(at / d)]! * vector[at % d]!);
}

/** Scales the 95th percentile of the distances to 1, so that a few distant points do not compress the rest. */
function scale(points: Float32Array): void {
  const distances = new Float32Array(points.length / 2);
  for (let point = 0; point < distances.length; point++) {
    distances[point] = Math.hypot(points[point * 2]!, points[point * 2 + 1]!);
  }
  distances.sort();
  const far = distances[Math.floor((distances.length - 1) * 0.95)]! || 1;
  for (let at = 0; at < points.length; at++) points[at]! /= far;
}

/**
 * Rotates and mirrors points onto others with the same names (2-D Procrustes), because the axes of two models are
 * oriented at random. `pairs` holds the indices of the points that both have: [own, other].
 */
export function alignPoints(
  points: Float32Array,
  other: Float32Array,
  pairs: readonly [number, number][],
): Float32Array {
  const turned = bestTurn(points, other, pairs, 1);
  const mirrored = bestTurn(points, other, pairs, -1);
  const { cos, sin, mirror } = turned.fit >= mirrored.fit ? turned : mirrored;
  const result = new Float32Array(points.length);
  for (let at = 0; at < points.length; at += 2) {
    const [x, y] = [points[at]!, points[at + 1]! * mirror];
    result[at] = x * cos - y * sin;
    result[at + 1] = x * sin + y * cos;
  }
  return result;
}

function bestTurn(points: Float32Array, other: Float32Array, pairs: readonly [number, number][], mirror: 1 | -1) {
  let along = 0;
  let across = 0;
  for (const [own, to] of pairs) {
    const [x, y] = [points[own * 2]!, points[own * 2 + 1]! * mirror];
    const [u, v] = [other[to * 2]!, other[to * 2 + 1]!];
    along += x * u + y * v;
    across += x * v - y * u;
  }
  const fit = Math.hypot(along, across);
  return fit === 0 ? { fit, mirror, cos: 1, sin: 0 } : { fit, mirror, cos: along / fit, sin: across / fit };
}
