import { describe, expect, test } from '@jest/globals';
import type { ModelMetrics } from '@segue/core/contract/stored/model';
import type { Provenance } from '@segue/core/contract/stored/version';
import { apartSentences } from '@segue/hosting/screens/model/apart-words';
import { nounsOf } from '@segue/hosting/words/nouns';

describe('apartSentences', () => {
  const nouns = nounsOf('genre', 'artist_name');
  const provenance = { data: 'd1' } as unknown as Provenance;
  const hash = {
    heldOut: 1179,
    test: { auc: 0.9083, precision: 0.31254 },
    popularity: { auc: 0.2897, precision: 0.0027 },
  };
  const cold = { heldOut: 1, test: { auc: 0.8841, precision: 0.1 }, popularity: { auc: 0.0175, precision: 0 } };
  const metricsOf = (apart?: object) => ({ k: 10, ...(apart && { apart }) }) as unknown as ModelMetrics;

  test('name what was hidden, with popularity beside', () => {
    expect(apartSentences(metricsOf({ hash, cold, on: { data: 'd1' } }), provenance, nouns)).toEqual([
      'Any pair, also of artists that nobody else has: AUC 0.9083, P@10 0.3125; by popularity 0.2897 and 0.0027 (1,179 hidden pairs).',
      'Artists nobody was connected with: AUC 0.8841, P@10 0.1000; by popularity 0.0175 and 0.0000 (1 hidden pair).',
    ]);
  });

  test('say that they are of earlier data', () => {
    expect(apartSentences(metricsOf({ hash, on: { data: 'd0' } }), provenance, nouns)).toEqual([
      expect.stringMatching(/\(1,179 hidden pairs, on earlier data\)\.$/),
    ]);
  });

  test('are missing from versions without these figures', () => {
    expect(apartSentences(metricsOf(), provenance, nouns)).toEqual([]);
  });
});
