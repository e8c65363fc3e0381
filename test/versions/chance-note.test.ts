import { describe, expect, test } from '@jest/globals';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { chanceNote, chanceSentence } from '@segue/core/versions/answering/chance-note';

describe('chanceSentence', () => {
  test.each([
    [0.42, 'Of ten places, about 6 change by chance at each training of this model.'],
    [0.9, 'Of ten places, about 1 changes by chance at each training of this model.'],
    [0.97, 'Of ten places, hardly any changes by chance at each training of this model.'],
    [1, 'Of ten places, hardly any changes by chance at each training of this model.'],
    [0.02, 'Of ten places, nearly all change by chance at each training of this model.'],
    [0, 'Of ten places, nearly all change by chance at each training of this model.'],
  ])('of an overlap of %d', (overlap, sentence) => {
    expect(chanceSentence({ overlap, places: 10 })).toBe(sentence);
  });

  test('names another number of places in digits', () => {
    expect(chanceSentence({ overlap: 0.6, places: 5 })).toMatch(/^Of 5 places, about 2 change /);
  });
});

describe('chanceNote', () => {
  const { model: _, ...lightFm } = toConfiguration({ dataset: 'd', user: 'u', item: 'i', loss: 'warp' });
  const chance = { overlap: 0.4, places: 10, users: 6, interactions: 50, rowsVersion: 1 };
  const of = (model?: ModelConfiguration['model'], revision = 1) => ({
    configuration: { ...lightFm, ...(model && { model }) },
    revision,
  });
  const unmeasured = 'This method draws at random, so places also change by chance at each training.';

  test('is the measured share', () => {
    expect(chanceNote(of(), { revision: 1, chance })).toBe(chanceSentence(chance));
    expect(chanceNote(of('names'), { revision: 1, chance: { ...chance, method: 'names' } })).toMatch(
      /^Of ten places, about 6/,
    );
  });

  test('says that there is chance where it was not measured for this configuration and method', () => {
    expect(chanceNote(of(), null)).toBe(unmeasured);
    expect(chanceNote(of(), { revision: 1 })).toBe(unmeasured);
    expect(chanceNote(of(undefined, 1), { revision: 2, chance })).toBe(unmeasured);
    expect(chanceNote(of('sound'), { revision: 1, chance: { ...chance, method: 'names' } })).toBe(unmeasured);
  });

  test('is empty for a method with one optimum', () => {
    expect(chanceNote(of('softmax'), { revision: 1, chance })).toBe('');
  });
});
