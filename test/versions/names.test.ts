import { describe, expect, test } from '@jest/globals';
import { indexNames } from '@segue/core/versions/answering/names';
import { smallModel } from '../support/small-model.js';

const names = indexNames(smallModel);
const search = (query: string, kind: 'user' | 'item' = 'item') => names.search(query, kind, 5).map(({ name }) => name);

describe('find', () => {
  test('takes a name exactly, else the only one that folds to the same', () => {
    expect([names.find('user', 'Jazz'), names.find('user', ' JAZZ'), names.find('item', 'chet  baker')]).toEqual([
      0, 0, 1,
    ]);
    expect([names.find('user', 'Jaz'), names.find('item', 'Jazz')]).toEqual([null, null]);
  });

  test('does not choose between names that fold to the same', () => {
    const twins = indexNames({ ...smallModel, users: ['Children’s Music', "Children's Music"] });
    expect(twins.find('user', "Children's Music")).toBe(1);
    expect(twins.find('user', "children's music")).toBeNull();
  });
});

test('indexOf takes a name exactly', () => {
  expect([names.indexOf('user', 'Jazz'), names.indexOf('user', 'jazz')]).toEqual([0, null]);
});

describe('search', () => {
  test('finds what begins with the query, a later word of it, and a slip of the finger', () => {
    expect(search('ni')).toContain('Nina Simone');
    expect(search('simone')).toEqual(['Nina Simone']);
    expect(search('metalica')).toEqual(['Metallica']);
    expect(search('jaz', 'user')).toEqual(['Jazz']);
  });

  test('lists the most frequent without a query', () => {
    expect(search('')[0]).toBe('Chet Baker');
  });
});
