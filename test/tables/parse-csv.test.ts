import { describe, expect, it } from '@jest/globals';
import { parseTable } from '@segue/core/tables/reading/parse-table';
import { codeOf, errorOf, tableOf } from './table-checks.js';

describe('parseTable of CSV', () => {
  it('reads quotes, quoted quotes, quoted line ends and any line ends', () => {
    const { rows } = tableOf('a,b\r\n"x, y","say ""hi"""\n"two\r\nlines",7\r3,"5"" disc"');
    expect(rows).toEqual([
      ['x, y', 'say "hi"'],
      ['two\r\nlines', 7],
      [3, '5" disc'],
    ]);
  });

  it('lets a quote inside an unquoted field stand for itself', () => {
    expect(tableOf('name,size\ndisc,12" LP\nx,y').rows[0]).toEqual(['disc', '12" LP']);
  });

  it('says how the file was read and why', () => {
    expect(tableOf('genre;n\nPop;1\nRock;2').file).toEqual({
      type: 'csv',
      delimiter: ';',
      encoding: 'utf-8',
      header: true,
      detected: {
        delimiter: 'With semicolons, every line of the sample has 2 fields.',
        header: 'The first line differs from 1 of 2 columns below it.',
        encoding: 'Every byte is valid UTF-8.',
      },
    });
    const given = tableOf('genre::n\nPop::1', { delimiter: '::', header: true, encoding: 'utf-8' });
    expect(given.file).toMatchObject({ delimiter: '::', header: true, detected: {} });
    expect(given.rows).toEqual([['Pop', 1]]);
  });

  it('takes \\t for a tab and a blank delimiter for "detect"', () => {
    expect(tableOf('a\tb,c\n1\t2', { delimiter: '\\t' }).columns).toEqual(['a', 'b,c']);
    expect(tableOf('a;b\n1;2', { delimiter: '' }).file.delimiter).toBe(';');
  });

  it('follows the option for the header', () => {
    expect(tableOf('1,2\n3,4', { header: true })).toMatchObject({ columns: ['1', '2'], rows: [[3, 4]] });
    expect(tableOf('a,b\nc,d', { header: false })).toMatchObject({
      columns: ['col1', 'col2'],
      rows: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    });
  });

  it('completes a short row and names its line', () => {
    const { rows, lines, repairs } = tableOf('a,b,c\n"x\ny",1,2\n\n3,4\n5,6,7');
    expect(rows[1]).toEqual([3, 4, '']);
    expect(lines).toEqual([2, 5, 6]);
    expect(repairs).toEqual([
      { line: 5, kind: 'short-row', message: 'Line 5 has 2 of 3 cells. The missing one is stored as empty.' },
    ]);
  });

  it('counts CR LF inside quotes as one line', () => {
    expect(tableOf('a,b\r\n"x\r\ny",1\r\n2\r\n').repairs[0]?.line).toBe(4);
  });

  it('leaves out extra cells that are empty', () => {
    const { rows, repairs } = tableOf('a,b\n1,2,,\n3,4');
    expect(rows[0]).toEqual([1, 2]);
    expect(repairs[0]?.message).toBe('Line 2 has 4 cells for 2 columns. The extra 2 are empty and were left out.');
  });

  it('rejects a row longer than the header', () => {
    const error = errorOf(() => tableOf('a,b\n1,2\n3,4,5', { delimiter: ',' }));
    expect(error.code).toBe('invalid-csv');
    expect(error.message).toBe(
      'Line 3 has 3 cells for 2 columns, so "5" has no column. Check that line for a missing quote, or give another delimiter.',
    );
  });

  it('rejects a quote that is never closed and names the line of its record', () => {
    const error = errorOf(() => tableOf('a,b\n1,2\n\n3,"4\n5,6\n'));
    expect(error.code).toBe('invalid-csv');
    expect(error.message).toContain('The record on line 4');
  });

  it('passes over blank lines, but not over a quoted empty cell', () => {
    expect(tableOf('\n\nname\n\nx\n""\n   \n', { header: true }).rows).toEqual([['x'], [''], ['   ']]);
    expect(tableOf('a,b\n1,2\n   \n3,4').rows).toHaveLength(2);
  });

  it('lists a hundred repairs and counts the rest', () => {
    const table = tableOf(`a,b\n${'1,2\n'.repeat(200)}${'1\n'.repeat(150)}`, { delimiter: ',', header: true });
    expect(table.repairs).toHaveLength(100);
    expect(table.repairCount).toBe(150);
    expect(table.repairs[0]?.line).toBe(202);
  });

  it('reports bytes that are not of the encoding', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode('a,b\nx,Zoé\ny,'), 0xff, 10]);
    const { rows, repairs } = parseTable(bytes, { fileName: 'x.csv', encoding: 'utf-8' });
    expect(rows).toEqual([
      ['x', 'Zoé'],
      ['y', '\ufffd'],
    ]);
    expect(repairs).toEqual([
      {
        line: 3,
        kind: 'replaced-bytes',
        message: 'Line 3: One place is not valid utf-8. Each is stored as the replacement character \ufffd.',
      },
    ]);
  });

  it.each([
    ['empty-file', '', 'x.csv'],
    ['empty-file', ' \n\r\n ', 'x.csv'],
    ['empty-file', 'a,b\n', 'x.csv'],
    ['unsupported-file-type', 'a,b\n1,2', 'x.xlsx'],
    ['unsupported-file-type', 'a,b\n1,2', 'csv'],
    ['unsupported-file-type', 'a,b\n1,2', 'x.constructor'],
    ['too-many-columns', `${'a,'.repeat(1500)}\n${'1,'.repeat(1500)}`, 'x.csv'],
  ])('throws %s for %j', (code, text, fileName) => {
    expect(codeOf(() => tableOf(text, { fileName }))).toBe(code);
  });

  it('goes by the extension in any case', () => {
    expect(tableOf('a\n1', { fileName: 'MY.FILE.CSV' }).file.type).toBe('csv');
  });
});
