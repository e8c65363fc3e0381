import { describe, expect, it } from '@jest/globals';
import { fileTypeOf } from '@segue/core/tables/reading/file-type';
import { errorOf, tableOf } from './table-checks.js';

describe('fileTypeOf', () => {
  it('goes by the extension in any case', () => {
    expect(['a.csv', 'MY.FILE.CSV', 'b.json', 'B.Json'].map(fileTypeOf)).toEqual(['csv', 'csv', 'json', 'json']);
  });

  it.each([
    ['a.tsv', 'rename it to .csv; its delimiter is detected, or name it'],
    ['a.TXT', 'rename it to .csv; its delimiter is detected, or name it'],
    ['a.ndjson', 'Rename it to .json: one record per line works too.'],
    ['a.xlsx', 'has the extension .xlsx; only .csv and .json files are accepted. Save the table as one of these.'],
    ['csv', '"csv" has no extension; only .csv and .json files are accepted.'],
    ['x.constructor', 'has the extension .constructor'],
  ])('refuses %s, and says what to do', (name, words) => {
    const { code, message } = errorOf(() => fileTypeOf(name));
    expect([code, message]).toEqual(['unsupported-file-type', expect.stringContaining(words)]);
  });

  it('gives advice that helps', () => {
    expect(tableOf('a\tb\n1\t2', { fileName: 'x.csv' }).rows).toEqual([[1, 2]]);
    expect(tableOf('{"a":1}\n{"a":2}', { fileName: 'x.json' }).rows).toEqual([[1], [2]]);
  });
});
