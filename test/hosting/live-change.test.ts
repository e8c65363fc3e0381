import { describe, expect, test } from '@jest/globals';
import type { CurrentVersion, ModelConfiguration } from '@segue/core/contract/stored/model';
import { indexNames } from '@segue/core/versions/answering/names';
import { changeOf } from '@segue/hosting/screens/recommend/live-change';
import type { ShownVersion } from '@segue/hosting/data/shown-version';
import { smallModel } from '../support/small-model.js';

const current: CurrentVersion = {
  version: 'v2',
  number: 2,
  fence: 2,
  revision: 1,
  pinned: false,
  chance: { overlap: 0.42, places: 10, users: 2, interactions: 2, rowsVersion: 1 },
};

function version(number: number, model?: ModelConfiguration['model']): ShownVersion {
  const provenance = {
    before: `v${number - 1}`,
    cause: 'Ada added one row.',
    revision: 1,
    minimumRows: 1,
    configuration: { dataset: 'd', user: 'genre', item: 'artist', ...(model && { model }) },
  };
  const names = indexNames(smallModel);
  return { number, version: `v${number}`, model: smallModel, names, provenance } as unknown as ShownVersion;
}

function causeOf(model: ModelConfiguration['model'], known: CurrentVersion | null): string {
  const change = { from: version(1, model), to: version(2, model) };
  return changeOf(change, { tastes: [], known: 'exclude', n: 3 }, { history: new Map(), current: known }).cause;
}

describe('what the strip says of a new version', () => {
  test('is the measured share of chance, where LightFM made it, and no change of the rows', () => {
    const measured = 'Of ten places, about 6 change by chance at each training of this model.';
    expect(causeOf(undefined, current)).toBe(measured);
  });

  test('is a plain note where nothing was measured', () => {
    const { chance: _, ...unmeasured } = current;
    const note = 'This method draws at random, so places also change by chance at each training.';
    for (const known of [unmeasured, null]) expect(causeOf(undefined, known)).toBe(note);
  });

  test('is the cause alone for a method with one optimum', () => {
    expect(causeOf('softmax', current)).toBe('Ada added one row.');
  });
});
