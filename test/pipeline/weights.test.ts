import { describe, expect, it } from '@jest/globals';
import type { WeightOption } from '@segue/core/contract/weights';
import { summariseInteractions } from '@segue/core/tables/sums/interactions';
import { defaultParameters } from '@segue/core/model/parameters';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { trainModel } from '@segue/core/model/training/train';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';

/** Two genres, four artists; "Ann" stands in three tracks of Pop and is popular there. */
const rows: [string, string, string][] = [
  ['Pop', 'Ann', '90'],
  ['Pop', 'Ann', '60'],
  ['Pop', 'Ann', '30'],
  ['Pop', 'Bob', '10'],
  ['Pop', 'Cyd', '0'],
  ['Folk', 'Bob', '40'],
  ['Folk', 'Dee', '20'],
];
const prepared = (weight: WeightOption, changed = rows) => {
  const numbered = changed.map((cells, index) => ({ index, cells }));
  return prepareInteractions(summariseInteractions(numbered, { user: 0, item: 1, rating: 2 }), {
    minimumRows: 1,
    weight,
  });
};

/** Weights by pair, relative to that of Pop and Bob. */
function relative(weight: WeightOption): Record<string, number> {
  const { users, items, interactions } = prepared(weight);
  const weights = interactions.weight ?? new Float32Array(interactions.row.length).fill(1);
  const named = Array.from(weights, (value, i): [string, number] => [
    `${users[interactions.row[i]!]} ${items[interactions.col[i]!]}`,
    value,
  ]);
  const unit = named.find(([pair]) => pair === 'Pop Bob')![1];
  return Object.fromEntries(named.map(([pair, value]) => [pair, Number((value / unit).toFixed(4))]));
}

describe('the weight of an interaction', () => {
  it('is what the option says, of the merged rating', () => {
    expect(relative('none')).toMatchObject({ 'Pop Ann': 1, 'Pop Cyd': 1, 'Folk Dee': 1 });
    expect(relative('sum')).toMatchObject({ 'Pop Ann': 18, 'Pop Cyd': 0, 'Folk Dee': 2 });
    expect(relative('mean')).toMatchObject({ 'Pop Ann': 6, 'Pop Cyd': 0, 'Folk Dee': 2 });
    const log = Math.log1p(180) / Math.log1p(10);
    expect(relative('log1p')).toMatchObject({ 'Pop Ann': Number(log.toFixed(4)), 'Pop Cyd': 0 });
  });

  it('has a mean of 1, so that the learning rate means the same', () => {
    for (const option of ['sum', 'mean', 'log1p'] as const) {
      const { weight } = prepared(option).interactions;
      expect(weight!.reduce((sum, value) => sum + value, 0) / weight!.length).toBeCloseTo(1, 6);
    }
  });

  it.each(['sum', 'mean', 'log1p'] as const)('is a number of mean 1 for any ratings: %s', (option) => {
    for (const [one, other] of [
      ['1e-320', '7'],
      ['1e308', '1e308'],
      ['-1e308', '1e308'],
      ['1e-300', '1e300'],
    ]) {
      const extreme = rows.map(([user, item], at): (typeof rows)[number] => [user, item, at % 2 ? one! : other!]);
      const weights = [...prepared(option, extreme).interactions.weight!];
      expect(weights.every((weight) => weight >= 0)).toBe(true);
      expect(weights.reduce((sum, weight) => sum + weight, 0) / weights.length).toBeCloseTo(1, 5);
    }
  });

  it.each(['fast', 'exact', 'reference'] as const)(
    'acts: each option trains another model, by the %s kernel',
    (kernel) => {
      const scores = (['none', 'sum', 'mean', 'log1p'] as const).map((weight) => {
        const { users, items, interactions } = prepared(weight);
        const model = trainModel(interactions, { ...defaultParameters, loss: 'logistic', epochs: 10 }, { kernel });
        const pop = modelScorer(model)(users.indexOf('Pop'));
        return [pop[items.indexOf('Ann')]!, pop[items.indexOf('Cyd')]!] as const;
      });
      expect(new Set(scores.map(String)).size).toBe(4);
      // What weighs nothing is not learnt; what weighs most is learnt first.
      for (const [ann, cyd] of scores.slice(1)) expect(ann).toBeGreaterThan(cyd);
      expect(scores[1]![0]).toBeGreaterThan(scores[3]![0]);
    },
  );
});
