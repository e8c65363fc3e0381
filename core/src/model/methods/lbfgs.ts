const { sqrt } = Math;

/** What the minimiser does with vectors; it never looks inside. Dot products are float64, whatever a vector holds. */
export interface VectorSpace<Vector> {
  /** A new vector of zeros. */
  create(): Vector;
  copy(to: Vector, from: Vector): void;
  /** Σ a[i] · b[i]. */
  dot(a: Vector, b: Vector): number;
  /** Σ a[i] · by[i] · b[i]. */
  scaledDot(a: Vector, by: Vector, b: Vector): number;
  /** out = a + factor · b; out may be a. */
  combine(out: Vector, a: Vector, factor: number, b: Vector): void;
  /** target += factor · other; returns the new target's dot product with `dual`. */
  addThenDot(target: Vector, factor: number, other: Vector, dual: Vector): number;
  /** target[i] *= factor · by[i]. */
  scale(target: Vector, factor: number, by: Vector): void;
}

/** A smooth function to minimise, and how. */
export interface Minimisation<Vector> {
  readonly space: VectorSpace<Vector>;
  /** The value at `x`; writes its gradient. NaN or infinite where it has none: the search then takes a shorter step. */
  readonly evaluate: (x: Vector, gradient: Vector) => number;
  /** Where the search starts; it writes there too. */
  readonly start: Vector;
  /** P, all > 0: roughly the inverse of the diagonal of the Hessian, up to one common factor. */
  readonly metric: Vector;
  readonly isDone: (x: Vector, gradientNorm: number) => boolean;
  readonly iterations: number;
}

/** Where the search is. The vector is the search's own, and changes with the next step. */
export interface Minimum<Vector> {
  readonly x: Vector;
  readonly value: number;
  readonly iterations: number;
}

/** Pairs of moves that are remembered. */
const MEMORY = 6;
/** How many vectors a search creates, `start` and `metric` not among them. */
export const lbfgsVectors = 2 * MEMORY + 4;
/** Shortest step: 2^−7 of the full one. */
const TRIES = 8;

/** A move, and how it changed the gradient. */
interface Pair<Vector> {
  readonly move: Vector;
  readonly change: Vector;
  /** 1 / (move · change). */
  rho: number;
}

/**
 * L-BFGS (Nocedal 1980) with H₀ = γP, γ from the last pair, and a step that is halved until the value falls by a
 * sufficient part of what the slope predicts (Armijo 1966, 1e-4). Where eight steps do not, the rounding of the values
 * hides the slope: near the minimum (|g| < 0.01 |g₀|) that is the end, before it the pairs are forgotten and the search
 * goes on along the gradient. Yields the number of iterations after each.
 */
export function* minimise<Vector>(task: Minimisation<Vector>): Generator<number, Minimum<Vector>> {
  const { space, evaluate, isDone } = task;
  let [x, next] = [task.start, space.create()];
  let [gradient, nextGradient] = [space.create(), space.create()];
  const direction = space.create();
  const spare = Array.from({ length: MEMORY }, () => ({ move: space.create(), change: space.create(), rho: 0 }));
  let pairs: Pair<Vector>[] = [];
  const forget = () => {
    spare.push(...pairs);
    pairs = [];
  };

  let value = evaluate(x, gradient);
  let norm = sqrt(space.dot(gradient, gradient));
  const firstNorm = norm;
  let iterations = 0;
  while (iterations < task.iterations && !isDone(x, norm)) {
    iterations++;
    const slope = -descentOf(task, pairs, gradient, norm, direction);
    let nextValue = NaN;
    let step = 1;
    let tries = 0;
    for (; tries < TRIES; tries++, step /= 2) {
      space.combine(next, x, -step, direction);
      nextValue = evaluate(next, nextGradient);
      if (nextValue <= value + 1e-4 * step * slope) break;
    }
    if (tries === TRIES) {
      if (pairs.length === 0 || norm < 0.01 * firstNorm) break;
      forget();
      yield iterations;
      continue;
    }
    const pair = spare.pop() ?? pairs.shift();
    if (pair === undefined) throw new Error('a search without memory');
    space.combine(pair.move, next, -1, x);
    space.combine(pair.change, nextGradient, -1, gradient);
    const curvature = space.dot(pair.move, pair.change);
    pairs.push(pair);
    if (curvature > 1e-12) pair.rho = 1 / curvature;
    else forget();
    [x, next] = [next, x];
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
    norm = sqrt(space.dot(gradient, gradient));
    yield iterations;
  }
  return { x, value, iterations };
}

/** Writes H · gradient by the two loops; returns its dot product with the gradient. */
function descentOf<Vector>(
  { space, metric }: Minimisation<Vector>,
  pairs: readonly Pair<Vector>[],
  gradient: Vector,
  norm: number,
  direction: Vector,
): number {
  space.copy(direction, gradient);
  const last = pairs.at(-1);
  if (last === undefined) {
    space.scale(direction, 1 / norm, metric);
    return space.dot(gradient, direction);
  }
  // Each vector is read once: a loop's step adds, and takes the dot product that the next one asks for.
  const parts: number[] = [];
  let product = space.dot(last.move, direction);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { change, rho } = pairs[k]!;
    parts[k] = rho * product;
    product = space.addThenDot(direction, -parts[k]!, change, pairs[Math.max(0, k - 1)]!.move);
  }
  space.scale(direction, 1 / (last.rho * space.scaledDot(last.change, metric, last.change)), metric);
  product = space.dot(pairs[0]!.change, direction);
  for (let k = 0; k < pairs.length; k++) {
    const { move, rho } = pairs[k]!;
    product = space.addThenDot(direction, parts[k]! - rho * product, move, pairs[k + 1]?.change ?? gradient);
  }
  return product;
}
