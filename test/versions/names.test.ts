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

describe('merged spellings', () => {
  const merges = [
    { side: 'item', from: 'Nina S.', into: 'Nina' },
    { side: 'item', from: 'Nina', into: 'Nina Simone' },
    { side: 'item', from: 'NINA s.', into: 'Slayer' },
    { side: 'item', from: 'Chet', into: 'Chet Faker' },
    { side: 'user', from: 'Bebop', into: 'Jazz' },
  ] as const;
  const merged = indexNames(smallModel, merges);

  test('are found as the name they were merged into', () => {
    expect([merged.find('item', 'Nina S.'), merged.find('item', 'NINA s.')]).toEqual([0, 3]);
    expect([merged.find('item', 'nina'), merged.find('user', ' bebop')]).toEqual([0, 0]);
    expect([merged.find('item', 'nina s.'), merged.find('item', 'Chet'), merged.find('item', 'Bebop')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(merged.find('item', 'Metallica')).toBe(2);
  });

  test('are searched, and are no names of another version', () => {
    expect(merged.search('Bebop', 'user', 5).map(({ name }) => name)).toEqual(['Jazz']);
    expect(merged.search('nina', 'item', 5).map(({ name }) => name)).toEqual(['Nina Simone']);
    expect(merged.search('NINA s.', 'item', 5).map(({ name }) => name)[0]).toBe('Slayer');
    expect(merged.indexOf('user', 'Bebop')).toBeNull();
  });
});

describe('titles', () => {
  const items = ['50', '181', 'Fargo', '7', '8'];
  const titles = ['Star Wars', 'Toy Story', '', 'Fargo', 'Star Wars'];
  const named = indexNames({ ...smallModel, items, titles });
  const found = (query: string) => named.search(query, 'item', 5).map(({ index }) => index);

  test('are found like names, which win; of equal titles, the first', () => {
    expect(named.find('item', '181')).toBe(1);
    expect(named.find('item', 'Toy Story')).toBe(1);
    expect(named.find('item', 'toy  story')).toBe(1);
    expect(named.find('item', 'Fargo')).toBe(2);
    expect([named.find('item', 'Star Wars'), named.find('item', 'star wars')]).toEqual([0, 0]);
    expect([named.find('item', ''), named.find('user', 'Toy Story')]).toEqual([null, null]);
  });

  test('are not names of another version', () => expect(named.indexOf('item', 'Toy Story')).toBeNull());

  test('are searched beside names', () => {
    expect(found('toy')).toEqual([1]);
    expect(found('story')).toEqual([1]);
    expect(found('181')).toEqual([1]);
    expect(found('toy stroy')).toEqual([1]);
    expect(found('star')).toEqual([0, 4]);
    expect(named.search('toy', 'item', 1)).toMatchObject([{ name: '181', title: 'Toy Story' }]);
    expect(named.search('far', 'item', 5).map(({ title }) => title)).toEqual([null, 'Fargo']);
    expect(named.nearest('item', 'Toy Stroy', 2)).toEqual(['Toy Story']);
  });
});
