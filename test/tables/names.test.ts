import { describe, expect, it } from '@jest/globals';
import { foldText } from '@segue/core/tables/folding';
import { nearDuplicates } from '@segue/core/tables/profile/near-duplicates';
import { nearestNames } from '@segue/core/tables/nearest-names';

const genres = [
  'Pop',
  'Rock',
  'Country',
  'Hip-Hop',
  'R&B',
  "Children's Music",
  'Children’s Music',
  'Soundtrack',
  'Reggaeton',
];

describe('nearestNames', () => {
  it.each([
    ['Contry', 'Country'],
    ['countyr', 'Country'],
    ['hiphop', 'Hip-Hop'],
    ['HIP HOP', 'Hip-Hop'],
    ['Sound', 'Soundtrack'],
    ['regaeton', 'Reggaeton'],
    ['Ragga', 'Reggaeton'],
    ['r&b', 'R&B'],
    ['POP', 'Pop'],
    ['Soundtrack of my life', 'Soundtrack'],
  ])('finds for %s the name %s', (query, name) => {
    expect(nearestNames(query, genres, 3)[0]).toBe(name);
  });

  it('ignores accents and apostrophes', () => {
    expect(nearestNames('bjork', ['Beck', 'Björk'], 1)).toEqual(['Björk']);
    expect(nearestNames('childrens music', genres, 2)).toEqual(["Children's Music", 'Children’s Music']);
  });

  it('finds nothing for what is like no name, and for nothing', () => {
    expect(nearestNames('zzzzzz', genres, 3)).toEqual([]);
    expect(nearestNames(' !', genres, 3)).toEqual([]);
  });

  it('orders by likeness, then by length, then by name', () => {
    expect(nearestNames('art', ['Artie', 'Arts', 'Bart', 'Art', 'Arte'], 4)).toEqual(['Art', 'Arte', 'Arts', 'Artie']);
  });
});

describe('nearDuplicates', () => {
  it('finds the genre that is spelled with two apostrophes, the commonest spelling first', () => {
    const values = [
      { value: 'Pop', count: 9 },
      { value: "Children's Music", count: 5 },
      { value: 'Children’s Music', count: 7 },
    ];
    expect(nearDuplicates(values)).toEqual([
      {
        values: [
          { value: 'Children’s Music', count: 7 },
          { value: "Children's Music", count: 5 },
        ],
      },
    ]);
  });

  it.each([
    ['Hip-Hop', 'Hip‑Hop'],
    ['Rock', ' rock '],
    ['A  B', 'a b'],
    ['“Weird”', '"Weird"'],
    ['ﬁlm', 'Film'],
  ])('takes %j and %j for one', (a, b) => {
    expect(foldText(a)).toBe(foldText(b));
  });

  it('keeps apart what is only alike', () => {
    const values = ['Pop', 'Pops', 'K-Pop', 'Beyonce', 'Beyoncé', ' ', '  '].map((value) => ({ value, count: 1 }));
    expect(nearDuplicates(values)).toEqual([]);
  });
});
