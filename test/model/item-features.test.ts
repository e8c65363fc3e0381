import { describe, expect, it } from '@jest/globals';
import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import { buildItemFeatures, type ItemColumns } from '@segue/core/model/training/item-features';
import type { KernelName } from '@segue/core/model/kernels/choice';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { RandomState } from '@segue/core/model/random';
import { trainModel } from '@segue/core/model/training/train';
import { interactionsOf, parametersOf } from './interactions.js';
import { tasteInteractions } from './taste-data.js';

const [USERS, ITEMS, GROUPS] = [120, 160, 4];
const all = tasteInteractions(USERS, ITEMS, GROUPS);

/** Numbers that tell the groups apart, with noise, and one that tells nothing; one cell is not known. */
const random = new RandomState(4);
const columns: ItemColumns = {
  items: ITEMS,
  columns: GROUPS + 1,
  values: Float64Array.from({ length: ITEMS * (GROUPS + 1) }, (_, at) => {
    const [item, column] = [Math.floor(at / (GROUPS + 1)), at % (GROUPS + 1)];
    return (item % GROUPS === column ? 10 : 0) + 5 * random.double();
  }),
};
columns.values[0] = NaN;

/** The last quarter of the items is cold. */
const COLD = (3 * ITEMS) / 4;
const entries = Array.from(all.row, (user, i) => [user, all.col[i]!] as const);
const train = interactionsOf(USERS, ITEMS, entries.filter(([, item]) => item < COLD)); // prettier-ignore
const cold = interactionsOf(USERS, ITEMS, entries.filter(([, item]) => item >= COLD)); // prettier-ignore

describe('buildItemFeatures', () => {
  it('gives a warm item its own feature and every item its numbers, standardised', () => {
    const features = buildItemFeatures(columns, train);
    expect([features.rows, features.cols]).toEqual([ITEMS, ITEMS + GROUPS + 1]);
    expect(features.indptr[1]).toBe(GROUPS + 2);
    expect([features.indices[0], features.data[0], features.data[1]]).toEqual([0, 1, 0]);
    expect(features.indptr[ITEMS]! - features.indptr[ITEMS - 1]!).toBe(GROUPS + 1);
    const second = features.data.filter((_, at) => features.indices[at] === ITEMS + 1);
    const mean = second.reduce((sum, value) => sum + value, 0) / ITEMS;
    expect(mean).toBeCloseTo(0, 5);
    expect(second.reduce((sum, value) => sum + value * value, 0) / ITEMS).toBeCloseTo(1 / (GROUPS + 1), 5);
  });

  it('refuses numbers that do not fit or are infinite', () => {
    expect(() => buildItemFeatures({ ...columns, columns: 2 }, train)).toThrow(/800 numbers for 160 × 2/);
    const values = columns.values.map((value, at) => (at === 3 ? Infinity : value));
    expect(() => buildItemFeatures({ ...columns, values }, train)).toThrow(/infinite/);
    const fewer = { ...columns, items: 3, values: columns.values.slice(0, 3 * (GROUPS + 1)) };
    expect(() => buildItemFeatures(fewer, train)).toThrow(/describe 3 items, but the interactions have 160/);
  });

  it.each([
    [0.1, 3],
    [0.1, 1682],
    [0.7, 1682],
    [-5.3, 10],
    [1e-320, 7],
    [1e300, 7],
  ])('gives 0 for a column that is %d for all of %d items', (value, items) => {
    const constant = { items, columns: 1, values: new Float64Array(items).fill(value) };
    const { data } = buildItemFeatures(constant, interactionsOf(1, items, []));
    expect([...data]).toEqual(Array.from({ length: items }, () => 0));
  });

  it('gives 0 for a column of means of one number, which differ in their last bits', () => {
    const means = Float64Array.from({ length: 50 }, (_, item) => {
      const sum = Array.from({ length: item + 1 }, () => 0.1).reduce((all, value) => all + value, 0);
      return Math.abs(sum / (item + 1) - 0.1) <= 2 * Number.EPSILON * 0.1 ? sum / (item + 1) : 0.1;
    });
    expect(new Set(means).size).toBeGreaterThan(1);
    const { data } = buildItemFeatures({ items: 50, columns: 1, values: means }, interactionsOf(1, 50, []));
    expect(data.every((value) => value === 0)).toBe(true);
  });
});

it.each([1e300, 1e-170, 1e-300])(
  'standardises numbers times %d, whose squares have no place, like any others',
  (by) => {
    const scaled = (factor: number) =>
      buildItemFeatures({ ...columns, values: columns.values.map((value) => value * factor) }, train).data;
    const usual = scaled(1);
    scaled(by).forEach((value, at) => expect(value).toBeCloseTo(usual[at]!, 6));
  },
);

describe.each<KernelName>(['fast', 'exact'])('a hybrid model by the %s kernel', (kernel) => {
  it('ranks items that it never saw, from their numbers', () => {
    const itemFeatures = buildItemFeatures(columns, train);
    const parameters = parametersOf({ loss: 'warp', noComponents: 12, epochs: 30 });
    const auc = (options: object) => {
      const model = trainModel(train, parameters, { kernel, ...options });
      expect(model.itemBiases).toHaveLength(ITEMS);
      return evaluateRanking(modelScorer(model), train, cold, 10).auc;
    };
    expect(auc({ itemFeatures })).toBeGreaterThan(0.63);
    // Without them nothing tells cold items apart.
    expect(auc({})).toBeLessThan(0.58);
  });
});
