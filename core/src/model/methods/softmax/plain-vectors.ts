import type { VectorSpace } from '../lbfgs.js';

const { fround } = Math;

/** Vectors of float32 by the operations of kernels/assembly/vectors.ts; their length is a multiple of 4. */
export function plainVectors(length: number): VectorSpace<Float32Array> {
  return {
    create: () => new Float32Array(length),
    copy: (to, from) => to.set(from),
    dot: (a, b) => sumOver(length, (i) => fround(a[i]! * b[i]!)),
    scaledDot: (a, by, b) => sumOver(length, (i) => fround(fround(a[i]! * by[i]!) * b[i]!)),
    combine: (out, a, factor, b) => {
      const by = fround(factor);
      for (let i = 0; i < length; i++) out[i] = a[i]! + fround(by * b[i]!);
    },
    addThenDot: (target, factor, other, dual) => {
      const by = fround(factor);
      for (let i = 0; i < length; i++) target[i]! += fround(by * other[i]!);
      return sumOver(length, (i) => fround(target[i]! * dual[i]!));
    },
    scale: (target, factor, by) => {
      const all = fround(factor);
      for (let i = 0; i < length; i++) target[i]! *= fround(all * by[i]!);
    },
  };
}

/** The float64 sum of `length` terms, in four partial sums that take turns. */
export function sumOver(length: number, term: (i: number) => number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < length; i += 4) {
    a += term(i);
    b += term(i + 1);
    c += term(i + 2);
    d += term(i + 3);
  }
  return a + c + (b + d);
}
