import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isListColumn, namesInCell, parseListCell } from '@segue/core/tables/columns/list-cells';
import { cellText } from '@segue/core/tables/cells';
import { finishProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { seeded } from '../support/seeded.js';
import { onStudyFile, type StudyTable } from '../support/study-files.js';

describe('parseListCell', () => {
  it.each<[cell: string, parts: string[] | null]>([
    [`['indie rock italiano', 'italian pop']`, ['indie rock italiano', 'italian pop']],
    [`["children's music", 'pop']`, ["children's music", 'pop']],
    [`['children's music', 'pop']`, ["children's music", 'pop']],
    [`['rock \\'n\\' roll']`, ["rock 'n' roll"]],
    ['["caf\\u00e9", "a\\"b"]', ['café', 'a"b']],
    [`['a, b', 'c']`, ['a, b', 'c']],
    ['[rock, pop]', ['rock', 'pop']],
    ['[1, 2]', ['1', '2']],
    [`{'rock', 'pop'}`, ['rock', 'pop']],
    [`('rock', 'pop')`, ['rock', 'pop']],
    [`('rock',)`, ['rock']],
    ['rock, pop', ['rock', 'pop']],
    ['rock; pop, soul', ['rock', 'pop, soul']],
    ['Action|Comedy', ['Action', 'Comedy']],
    ['"rock, hard", pop', ['rock, hard', 'pop']],
    [`'80s, '90s`, [`'80s`, `'90s`]],
    [' rock ,, rock , pop,', ['rock', 'pop']],
    ...['', '  ', '[]', '[ ]', '{}', '()', 'set()', "['']"].map((cell): [string, string[]] => [cell, []]),
    ['pop', null],
    ['R&B', null],
    ['singer/songwriter', null],
    ['(unknown)', null],
    ['{"a":1}', null],
    ['[rock', null],
  ])('reads %j', (cell, parts) => {
    expect(parseListCell(cell)).toEqual(parts);
  });

  it('reads a long cell of quotes that nothing closes in no time', () => {
    expect(parseListCell("'a,".repeat(300_000))).toEqual(["'a"]);
    expect(parseListCell(`["b", ${"'a,".repeat(300_000)}"c"]`)).toEqual(['b', "'a", 'c']);
  });

  const part = fc
    .string({ unit: fc.constantFrom(...`ab ,;|'"\\/&[](){}é`.split('')), minLength: 1, maxLength: 8 })
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const bare = fc.constantFrom('rock', 'R&B', "rock 'n' roll", 'singer/songwriter', 'Hip-Hop (old)', '2-step');
  const escaped = (text: string, quote: string) => text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  const inQuotes = (quote: string) => (text: string) => `${quote}${escaped(text, quote)}${quote}`;
  const quotedWritings: ((parts: string[]) => string)[] = [
    (parts) => JSON.stringify(parts),
    (parts) => `[${parts.map(inQuotes("'")).join(', ')}]`,
    (parts) => `[ ${parts.map((text, at) => inQuotes(`'"`[at % 2]!)(text)).join(' ,')} ]`,
    (parts) => `{${parts.map(inQuotes("'")).join(', ')}}`,
    (parts) => `(${parts.map(inQuotes('"')).join(', ')},)`,
  ];
  const bareWritings: ((parts: string[]) => string)[] = [
    ...quotedWritings,
    (parts) => `[${parts.join(', ')}]`,
    ...[', ', ',', '; ', ';', '|', ' | '].map((between) => (parts: string[]) => parts.join(between)),
  ];

  it('gives the same list back from each way of writing it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(part, { minLength: 1 }), fc.constantFrom(...quotedWritings), (parts, write) => {
        expect(namesInCell(write(parts))).toEqual(parts);
      }),
      seeded(500),
    );
    fc.assert(
      fc.property(fc.uniqueArray(bare, { minLength: 1 }), fc.constantFrom(...bareWritings), (parts, write) => {
        expect(namesInCell(write(parts))).toEqual(parts);
        expect(namesInCell(write([...parts, ...parts]))).toEqual(parts);
      }),
      seeded(500),
    );
  });
});

describe('isListColumn', () => {
  it('needs one list in brackets, but no mere word in brackets', () => {
    expect(isListColumn(['pop', `['rock']`])).toBe(true);
    expect(isListColumn(['pop', '[rock, pop]'])).toBe(true);
    expect(isListColumn(['ann', '[deleted]', '[]', '()'])).toBe(false);
  });

  it('takes delimiters only if most parts occur in two cells', () => {
    expect(isListColumn(['rock, pop', 'pop', 'rock', 'soul'])).toBe(true);
    expect(isListColumn(['rock;pop', 'pop;soul', 'soul;rock'])).toBe(true);
    expect(isListColumn(['Earth, Wind & Fire', 'Crosby, Stills & Nash', 'Sia'])).toBe(false);
    expect(isListColumn(['Tyler, The Creator', 'Tyler, The Creator'])).toBe(false);
    expect(isListColumn(['pop', 'rock', 'R&B/soul', 'soul'])).toBe(false);
    expect(isListColumn([])).toBe(false);
  });
});

/** The values that the profile of the table names: all, or, if there are too many to list, the most common. */
function namedValues({ columns, rows }: StudyTable, name: string): string[] {
  const summary = summariseProfile(
    rows.map((cells, index) => ({ index, cells })),
    columns.length,
  );
  return finishProfile(summary, columns)[columns.indexOf(name)]!.topValues.map(({ value }) => value);
}

/** Different names in a column, different items, and different pairs of them. */
function countSplit({ columns, rows }: StudyTable, user: string, item: string) {
  const [userAt, itemAt] = [columns.indexOf(user), columns.indexOf(item)];
  const itemsOf = new Map<string, Set<string>>();
  for (const cells of rows) {
    const name = cellText(cells[itemAt]!);
    for (const part of namesInCell(cellText(cells[userAt]!))) {
      if (name !== '') itemsOf.set(part, (itemsOf.get(part) ?? new Set()).add(name));
    }
  }
  const count = (sets: Set<string>[]) => [
    sets.length,
    new Set(sets.flatMap((set) => [...set])).size,
    sets.reduce((sum, { size }) => sum + size, 0),
  ];
  const all = [...itemsOf.values()];
  return { all: count(all), withThree: count(all.filter(({ size }) => size >= 3)) };
}

const cellsOf = ({ columns, rows }: StudyTable, name: string) =>
  rows.map((cells) => cellText(cells[columns.indexOf(name)]!));

describe('lists in real columns', () => {
  onStudyFile('recommend/chart3k.csv', 'gives the genres of brackets', (table) => {
    expect(isListColumn(cellsOf(table, 'Genre'))).toBe(true);
    expect(isListColumn(namedValues(table, 'Genre'))).toBe(true);
    expect(countSplit(table, 'Genre', 'Artist').all).toEqual([418, 1334, 2972]);
  });

  onStudyFile('recommend/norm2k.csv', 'gives the genres between commas', (table) => {
    expect(isListColumn(cellsOf(table, 'genre'))).toBe(true);
    expect(isListColumn(namedValues(table, 'genre'))).toBe(true);
    const { all, withThree } = countSplit(table, 'genre', 'artist');
    expect(all).toEqual([14, 813, 1485]);
    expect(withThree).toEqual([12, 813, 1483]);
  });

  onStudyFile('recommend/wgenres.csv', 'finds lists in brackets', (table) => {
    expect(isListColumn(cellsOf(table, 'genres'))).toBe(true);
    expect(isListColumn(namedValues(table, 'genres'))).toBe(true);
  });

  for (const [file, genre] of [
    ['spotify-features-19k.csv', 'genre'],
    ['recommend/tidy26k.csv', 'genre'],
    ['recommend/abedee6k.csv', 'genre'],
    ['recommend/top10s.csv', 'top genre'],
  ] as const) {
    onStudyFile(file, 'finds no lists where there are none', (table) => {
      expect(isListColumn(cellsOf(table, genre))).toBe(false);
      expect(isListColumn(namedValues(table, genre))).toBe(false);
    });
  }
});
