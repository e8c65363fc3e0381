import { describe, expect, test } from '@jest/globals';
import type { Provenance } from '@segue/core/contract/stored/version';
import { defaultParameters } from '@segue/core/model/parameters';
import { differingFacts } from '@segue/hosting/screens/model/provenance-words';

describe('differingFacts', () => {
  const provenance = {
    rows: 1000,
    users: 24,
    items: 342,
    interactions: 859,
    data: 'd1',
    embeddings: 'e1',
    codeVersion: '7',
    configuration: { ...defaultParameters, user: 'genre', item: 'artist_name', weight: 'none', minimumRows: 1 },
  } as unknown as Provenance;
  const { configuration } = provenance;

  test('is empty where only time and cause differ', () => {
    expect(differingFacts(provenance, { ...provenance, cause: 'Lea', startedAt: 9, fence: 3 })).toEqual([]);
  });

  test('mentions more rows, and a parameter only where it has an effect', () => {
    const changed = { ...configuration, noComponents: 64, k: 9, rho: 0.1 };
    expect(differingFacts(provenance, { ...provenance, rows: 1001, data: 'd2', configuration: changed })).toEqual([
      ['Rows', '1,000', '1,001'],
      ['Digest of the sums', 'd1', 'd2'],
      ['no_components', '10', '64'],
    ]);
  });

  test('mentions the method, and of its parameters those that it reads', () => {
    const made = (model: 'regression' | 'ials', noComponents: number) => ({ ...configuration, model, noComponents });
    const differing = (model: 'regression' | 'ials') =>
      differingFacts(
        { ...provenance, configuration: made(model, 10) },
        { ...provenance, configuration: made(model, 64) },
      );
    expect(differing('regression')).toEqual([]);
    expect(differing('ials')).toEqual([['no_components', '10', '64']]);
    const facts = differingFacts(provenance, { ...provenance, configuration: made('regression', 10) });
    expect(facts).toContainEqual(['made by', null, 'regression (who else likes it, and the numbers that describe it)']);
  });

  test('mentions what only one of them has', () => {
    const changed = {
      ...configuration,
      userLists: true as const,
      loss: 'warp-kos' as const,
      itemFeatures: ['energy'],
    };
    const facts = differingFacts(provenance, { ...provenance, configuration: changed });
    expect(facts).toContainEqual(['described by', null, 'energy']);
    expect(facts).toContainEqual(['who', configuration.user, `${configuration.user}, lists split`]);
    expect(facts).toContainEqual(['loss', 'logistic', 'warp-kos']);
    expect(facts).toContainEqual(['k', null, '5']);
  });

  test('mentions early stopping by the name of its parameter', () => {
    const changed = { ...configuration, earlyStopping: 3 };
    const facts = differingFacts(provenance, { ...provenance, epochs: 12, configuration: changed });
    expect(facts).toEqual([['early_stopping', null, 'after 3 without a gain: kept 12']]);
  });
});
