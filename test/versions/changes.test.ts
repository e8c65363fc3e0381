import { describe, expect, test } from '@jest/globals';
import type { EditEntry, HistoryEntry } from '@segue/core/contract/stored/history';
import { describeChange } from '@segue/core/versions/answering/changes';

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
