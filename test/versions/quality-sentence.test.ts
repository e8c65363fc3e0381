import { describe, expect, it } from '@jest/globals';
import type { ModelMetrics } from '@segue/core/contract/stored/model';
import { methodWords } from '@segue/core/versions/answering/method-words';
import { qualityOf, qualitySentence } from '@segue/core/versions/answering/quality-sentence';
import { serviceDefaults } from '@segue/core/model/parameters';

const measured = { precision: 0.378, random: 0.04, k: 10, pairs: 45 };

describe('how good recommendations are, in words', () => {
  it('counts right ones of ten, beside the standard model and chance', () => {
    const interval = { low: 0.27, high: 0.49 };
    expect(qualitySentence({ ...measured, standard: 0.1, interval })).toBe(
      '3.8 of the first ten are right, against 1.0 by the standard model and 0.4 by chance (45 hidden pairs, so ± 1.1).',
    );
    expect(qualitySentence({ ...measured, standard: 0.1, isStandardEarlier: true })).toBe(
      '3.8 of the first ten are right, against 1.0 by the standard model on earlier data and 0.4 by chance (45 hidden pairs).',
    );
    expect(qualitySentence({ ...measured, k: 5, pairs: 1 })).toBe(
      '1.9 of the first 5 are right, against 0.2 by chance (1 hidden pair).',
    );
  });

  it('is said only of what was measured on pairs to discover', () => {
    const figures = { auc: 0.8, precision: 0.3, recall: 0.2, reciprocalRank: 0.4, ndcg: 0.3 };
    const metrics: ModelMetrics = {
      ...figures,
      k: 10,
      users: 5,
      heldOut: 20,
      baselines: { random: figures, popularity: figures },
    };
    expect(qualityOf(metrics)).toBeNull();
    expect(qualityOf({ ...metrics, split: 'discover' })).toMatch(
      /^3\.0 of the first ten are right, against 3\.0 by chance/,
    );
  });
});

describe('what a model is made by, in words', () => {
  const configuration = {
    ...serviceDefaults,
    dataset: 'd',
    user: 'u',
    item: 'i',
    weight: 'none',
    minimumRows: 1,
  } as const;
  it('is the method and what it goes by', () => {
    expect(methodWords({ ...configuration, model: 'regression', regularisation: 10 })).toBe(
      'regression (who else likes it, and the numbers that describe it, λ 10)',
    );
    expect(methodWords(configuration)).toBeNull();
  });
});
