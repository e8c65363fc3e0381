import { describe, expect, it } from '@jest/globals';
import { softmaxObjectiveAt } from '@segue/core/model/methods/softmax/objective-value';
import { pack, unpack } from '@segue/core/model/methods/softmax/packed-model';
import { expOf, lnOf } from '@segue/core/model/methods/softmax/plain-arithmetic';
import { softmaxProblem } from '@segue/core/model/methods/softmax/softmax-problem';
import type { MethodInput } from '@segue/core/model/methods/method';
import type { Embeddings } from '@segue/core/model/state';
import { bytesOf } from '../interactions.js';
import { naiveSoftmax } from './naive-softmax.js';
import { inputOf, randomEmbeddings, randomInput } from './softmax-cases.js';

const shapes: [users: number, items: number, d: number, size: number][] = [
  [5, 9, 3, 1],
  [6, 16, 15, 0.5],
  [17, 23, 16, 1],
  [3, 70, 30, 2],
  [20, 300, 33, 0.3],
  [4, 12, 2, 8],
];

/** The gradient at a model, in a model's form. */
function gradientAt(model: Embeddings, { interactions }: MethodInput, kernelName: 'wasm' | 'plain') {
  const { noComponents } = model;
  const problem = softmaxProblem(interactions, { noComponents, regularisation: 0.3, kernel: kernelName }, 2);
  const { kernel, penalties, model: packed } = problem;
  const [values, gradient] = [kernel.create(), kernel.create()];
  pack(packed, values, model);
  const value = kernel.evaluate(values, penalties, gradient);
  return { value, gradient, parts: unpack(packed, gradient, interactions.users, interactions.items) };
}

function relativeDifference(found: Float32Array, expected: Float64Array): number {
  const norm = (values: Float64Array) => Math.hypot(...values);
  return norm(expected.map((value, at) => value - found[at]!)) / norm(expected);
}

describe.each(shapes)(
  'the softmax objective of %d users, %d items, d %d, numbers up to %d',
  (users, items, d, size) => {
    const input = randomInput(users, items, users + d);
    const model = randomEmbeddings(input, d, 7, size);

    it('has the value and the gradient of its formula', () => {
      const expected = naiveSoftmax(model, input, 0.3);
      const { value, parts } = gradientAt(model, input, 'wasm');
      expect(Math.abs(value - expected.value)).toBeLessThan(1e-5 * expected.value);
      expect(softmaxObjectiveAt(model, input.interactions)).toBe(value);
      expect(relativeDifference(parts.userEmbeddings, expected.users)).toBeLessThan(1e-5);
      expect(relativeDifference(parts.itemEmbeddings, expected.items)).toBeLessThan(1e-5);
      expect(relativeDifference(parts.itemBiases, expected.biases)).toBeLessThan(1e-5);
    });

    it('has the same bytes from the compiled and from the plain kernel', () => {
      const [compiled, plain] = [gradientAt(model, input, 'wasm'), gradientAt(model, input, 'plain')];
      expect(plain.value).toBe(compiled.value);
      expect(bytesOf(plain.gradient)).toBe(bytesOf(compiled.gradient));
    });
  },
);

describe('the softmax objective', () => {
  it('changes by its gradient (finite differences of the formula)', () => {
    const input = randomInput(4, 7, 2);
    const model = randomEmbeddings(input, 3, 5, 1);
    const { users, items, biases } = naiveSoftmax(model, input, 0.3);
    const step = 2 ** -10;
    const check = (numbers: Float32Array, gradient: Float64Array) => {
      numbers.forEach((number, at) => {
        const valueAt = (moved: number) => {
          numbers[at] = moved;
          const { value } = naiveSoftmax(model, input, 0.3);
          numbers[at] = number;
          return value;
        };
        const slope = (valueAt(number + step) - valueAt(number - step)) / (2 * step);
        expect(slope).toBeCloseTo(gradient[at]!, 2);
      });
    };
    check(model.userEmbeddings, users);
    check(model.itemEmbeddings, items);
    check(model.itemBiases, biases);
  });

  it('stays finite where scores are far apart', () => {
    const input = inputOf(2, 6, [[0, 0], [0, 1], [1, 2]]); // prettier-ignore
    for (const size of [50, 1000]) {
      const model = randomEmbeddings(input, 4, 1, size);
      const [compiled, plain] = [gradientAt(model, input, 'wasm'), gradientAt(model, input, 'plain')];
      expect(Number.isFinite(compiled.value)).toBe(true);
      expect(compiled.gradient.every(Number.isFinite)).toBe(true);
      expect([plain.value, bytesOf(plain.gradient)]).toEqual([compiled.value, bytesOf(compiled.gradient)]);
    }
  });
});

describe('the plain arithmetic', () => {
  it('is e^x for x ≤ 0, and 0 where that is nothing beside 1', () => {
    for (let x = 0; x >= -64; x -= 0.0625) expect(Math.abs(expOf(x) / Math.exp(x) - 1)).toBeLessThan(3e-7);
    expect([expOf(0), expOf(-0), expOf(-64.5), expOf(-3e38), expOf(-Infinity)]).toEqual([1, 1, 0, 0, 0]);
  });

  it('is ln x', () => {
    for (let x = 1e-27; x < 1e30; x *= 1.37) expect(Math.abs(lnOf(x) - Math.log(x))).toBeLessThan(1e-11);
    expect(lnOf(1)).toBe(0);
  });
});
