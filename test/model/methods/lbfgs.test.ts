import { describe, expect, it } from '@jest/globals';
import { lbfgsVectors, minimise, type Minimum } from '@segue/core/model/methods/lbfgs';
import { plainVectors } from '@segue/core/model/methods/softmax/plain-vectors';

const LENGTH = 8;

interface Made {
  minimum: Minimum<Float32Array>;
  steps: number[];
  created: number;
  evaluations: number;
}

/** Minimises a function of eight numbers, from 1, 1, …, until the gradient is shorter than 1e-4. */
function run(evaluate: (x: Float32Array, gradient: Float32Array) => number, iterations = 100): Made {
  const made = { steps: [] as number[], created: 0, evaluations: 0 };
  const vectors = plainVectors(LENGTH);
  const space = {
    ...vectors,
    create: () => {
      made.created++;
      return vectors.create();
    },
  };
  const search = minimise({
    space,
    evaluate: (x, gradient) => {
      made.evaluations++;
      return evaluate(x, gradient);
    },
    start: vectors.create().fill(1),
    metric: vectors.create().fill(1),
    isDone: (_, norm) => norm < 1e-4,
    iterations,
  });
  for (;;) {
    const { done, value } = search.next();
    if (done === true) return { ...made, minimum: value };
    made.steps.push(value);
  }
}

/** ½ Σ (k + 1)² (x_k − k)². */
function bowl(x: Float32Array, gradient: Float32Array): number {
  let value = 0;
  for (let k = 0; k < LENGTH; k++) {
    gradient[k] = (k + 1) ** 2 * (x[k]! - k);
    value += (gradient[k]! * (x[k]! - k)) / 2;
  }
  return value;
}

describe('minimise', () => {
  it('finds the minimum of a bowl in a few steps', () => {
    const { minimum, steps, created, evaluations } = run(bowl);
    minimum.x.forEach((value, k) => expect(value).toBeCloseTo(k, 4));
    expect(minimum.value).toBeLessThan(1e-8);
    expect(steps).toEqual(Array.from(steps, (_, k) => k + 1));
    expect(steps.length).toBeLessThan(40);
    expect(evaluations).toBeLessThan(50);
    expect(created).toBe(lbfgsVectors);
  });

  it('never accepts a step that does not lower the value', () => {
    let least = Infinity;
    const values: number[] = [];
    const { minimum } = run((x, gradient) => {
      const value = bowl(x, gradient);
      values.push(value);
      least = Math.min(least, value);
      return value;
    }, 5);
    expect(minimum.value).toBe(least);
    expect(values.length).toBeGreaterThan(5);
  });

  it('shortens a step to where the function has a value', () => {
    // ½ Σ x², from 1; below −0.2 there is no value.
    const { minimum } = run((x, gradient) => {
      x.forEach((value, k) => (gradient[k] = value));
      return x.some((value) => value < -0.2) ? NaN : x.reduce((sum, value) => sum + value * value, 0) / 2;
    });
    minimum.x.forEach((value) => expect(value).toBeCloseTo(0, 3));
  });

  it('ends where no step lowers the value', () => {
    const { minimum, steps, evaluations } = run((_, gradient) => {
      gradient.fill(1);
      return 7;
    });
    expect([minimum.value, minimum.iterations, steps.length, evaluations]).toEqual([7, 1, 0, 9]);
  });

  it('is done at once where the start is', () => {
    const { minimum, steps } = run((_, gradient) => {
      gradient.fill(0);
      return 3;
    });
    expect([minimum.value, minimum.iterations, steps.length]).toEqual([3, 0, 0]);
  });
});
