import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTable, TableError } from '@segue/core/tables/reading/parse-table';
import { seeded } from '../support/seeded.js';
import { tableOf } from './table-checks.js';

const csv = 'genre,artist,title\nPop,Sia,"One\nTwo"\nRock,Mötley Crüe,"a ""b"" c"\nJazz,Miles Davis,So What\n';
const records =
  '[{"genre":"Pop","artist":"Zoé"},{"genre":"Rock","artist":"A \\"B\\" [C]"},{"genre":"Jazz","artist":"D"}]';

describe('parseTable of the beginning of a file', () => {
  it('leaves out a record that is cut off', () => {
    const table = tableOf('a,b\n1,2\n3,4', { partial: true, header: true });
    expect(table.rows).toEqual([[1, 2]]);
    expect(table.repairs).toEqual([]);
  });

  it('leaves out a record that is cut off inside quotes', () => {
    expect(tableOf('a,b\n1,2\n3,"x\ny', { partial: true, header: true }).rows).toEqual([[1, 2]]);
  });

  it.each([
    ['records', '[{"a":1},{"a":2},{"a":'],
    ['wrapped records', '{"data":[{"a":1},{"a":2},{"a'],
    ['one record a line', '{"a":1}\n{"a":2}\n{"a":3'],
  ])('closes %s after the last whole one', (_, text) => {
    expect(tableOf(text, { fileName: 'x.json', partial: true }).rows).toEqual([[1], [2]]);
  });

  it.each([
    ['x.csv', csv],
    ['x.json', records],
    ['y.json', `{"rows":${records}}`],
  ])('shows of every beginning of %s the first rows of the whole, or throws a TableError', (fileName, text) => {
    const bytes = new TextEncoder().encode(text);
    const whole = parseTable(bytes, { fileName, header: true });
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (length) => {
        let rows;
        try {
          rows = parseTable(bytes.subarray(0, length), { fileName, header: true, delimiter: ',', partial: true }).rows;
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
          return;
        }
        expect(rows).toEqual(whole.rows.slice(0, rows.length));
      }),
      seeded(150),
    );
  });
});
