import { describe, expect, it } from '@jest/globals';
import { evaluateRanking } from '../../functions/src/model/evaluate.js';
import { buildItemFeatures, type ItemColumns } from '../../functions/src/model/item-features.js';
import type { KernelName } from '../../functions/src/model/kernels/choice.js';
import { modelScorer } from '../../functions/src/model/recommend.js';
import { RandomState } from '../../functions/src/model/random.js';
import { trainModel } from '../../functions/src/model/train.js';
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
  });
});

it('standardises numbers whose squares are beyond all bounds like any others', () => {
  const scaled = (by: number) => {
    const { data } = buildItemFeatures({ ...columns, values: columns.values.map((value) => value * by) }, train);
    return data;
  };
  const usual = scaled(1);
  scaled(1e300).forEach((value, at) => expect(value).toBeCloseTo(usual[at]!, 6));
});

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
