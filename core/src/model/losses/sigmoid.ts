const { exp, fround } = Math;

/** 1 / (1 + e^−x), float64 inside, rounded to float32. `x` is a float32. */
export function sigmoid(x: number): number {
  return fround(1 / (1 + exp(-x)));
}
