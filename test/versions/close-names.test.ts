import { expect, test } from '@jest/globals';
import type { Taste } from '@segue/core/model/answers/recommend';
import { closeNames } from '@segue/core/versions/answering/close-names';
import { smallModel } from '../support/small-model.js';

const jazz: Taste = { kind: 'user', index: 0, weight: 0.8 };

test('closeNames are users and items that point where the mix does, without those in it', () => {
  expect(closeNames(smallModel, [jazz], 3, 2)).toEqual([
    { kind: 'user', name: 'Metal' },
    { kind: 'item', name: 'Nina Simone' },
    { kind: 'item', name: 'Chet Baker' },
  ]);
  const muted: Taste = { kind: 'item', index: 0, weight: 0 };
  expect(closeNames(smallModel, [jazz, muted], 0, 1)).toEqual([{ kind: 'item', name: 'Chet Baker' }]);
});

test('closeNames are none where nothing pulls', () => {
  expect(closeNames(smallModel, [{ ...jazz, weight: 0 }], 3, 1)).toEqual([]);
});
