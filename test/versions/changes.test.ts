import { describe, expect, test } from '@jest/globals';
import type { EditEntry, HistoryEntry } from '@segue/core/contract/stored/history';
import { describeCause, describeChange } from '@segue/core/versions/answering/changes';

const edit: EditEntry = {
  at: 5,
  by: 'Lea',
  kind: 'edit',
  rows: 1,
  row: 10411,
  column: 'genre',
  from: '',
  to: 'Jazz',
};
const append: HistoryEntry = { at: 7, by: 'a guest', kind: 'append', rows: 2000 };

describe('describeChange', () => {
  test.each<[HistoryEntry, string]>([
    [edit, 'Lea changed genre in row 10,412 from empty to Jazz.'],
    [{ ...edit, columns: ['genre', 'year'], columnCount: 2 }, 'Lea changed genre and year in row 10,412.'],
    [{ ...edit, columns: ['a', 'b', 'c'], columnCount: 5 }, 'Lea changed a, b, c and 2 more in row 10,412.'],
    [{ at: 1, by: 'Lea', kind: 'delete', rows: 1, row: 0 }, 'Lea deleted row 1.'],
    [append, 'A guest added 2,000 rows.'],
    [{ ...append, rows: 1 }, 'A guest added one row.'],
    [{ at: 1, by: '', kind: 'replace', rows: 3 }, 'Someone replaced the file, 3 rows.'],
    [{ at: 1, by: 'Lea', kind: 'upload', rows: 162 }, 'Lea uploaded the file, 162 rows.'],
  ])('of %j is a sentence', (entry, sentence) => {
    expect(describeChange(entry)).toBe(sentence);
  });
});

describe('describeCause', () => {
  const gap = { since: 4, newOptions: false };

  test('names the one change, or counts them and names the last', () => {
    expect(describeCause([edit], gap)).toBe('Lea changed genre in row 10,412 from empty to Jazz.');
    expect(describeCause([append, edit], gap)).toBe('2 changes, the last: A guest added 2,000 rows.');
  });

  test('leaves out what the version before has, and what came too late', () => {
    expect(describeCause([edit, append], { ...gap, since: 5 })).toBe('A guest added 2,000 rows.');
    expect(describeCause([edit, append], { ...gap, until: 6 })).toMatch(/^Lea changed/);
    expect(describeCause([edit], { ...gap, since: 5 })).toBeNull();
  });

  test('says first that the options are new', () => {
    expect(describeCause([], { ...gap, newOptions: true })).toBe('New options.');
    expect(describeCause([append], { ...gap, newOptions: true })).toBe('New options. A guest added 2,000 rows.');
  });

  test('does not claim to know all where as many notes were read as are', () => {
    expect(
      describeCause(
        Array.from({ length: 20 }, () => append),
        gap,
      ),
    ).toMatch(/^20 or more changes, the last/);
  });
});
