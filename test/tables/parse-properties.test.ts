import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellText } from '@segue/core/tables/cells';
import { parseTable, TableError } from '@segue/core/tables/reading/parse-table';
import { seeded } from '../support/seeded.js';

const cells = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\0')),
  fc.stringMatching(/^[ ,;\t|"\r\n\\a1.-]{0,6}$/),
  fc.double().map(String),
);
const tables = fc
  .integer({ min: 1, max: 6 })
  .chain((width) => fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
const delimiters = fc.constantFrom(',', ';', '\t', '|', '::', '\\t', ' ', '§', '-->');

/** The table as CSV; `quoteAll` quotes also what needs no quotes. */
function csvOf(rows: string[][], delimiter: string, lineEnd: string, quoteAll: boolean): string {
  const separator = delimiter === '\\t' ? '\t' : delimiter;
  const quote = (text: string) =>
    quoteAll || text === '' || text.includes(separator) || /["\r\n]/.test(text) || separator.startsWith(text.at(-1)!)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  return rows.map((row) => row.map(quote).join(separator)).join(lineEnd);
}

describe('parseTable', () => {
  it('reads back every table, whatever the delimiter, the quotes and the line ends', () => {
    const lineEnds = fc.constantFrom('\n', '\r\n', '\r');
    fc.assert(
      fc.property(tables, delimiters, lineEnds, fc.boolean(), fc.boolean(), (rows, delimiter, lineEnd, all, ended) => {
        const text = csvOf(rows, delimiter, lineEnd, all) + (ended ? lineEnd : '');
        // A blank line in a table of several columns is passed over; in one of a single column blanks are a cell.
        const bytes = new TextEncoder().encode(`\ufeff${text}`);
        const table = parseTable(bytes, { fileName: 'x.csv', delimiter, header: false });
        expect(table.rows.map((row) => row.map(cellText))).toEqual(rows);
      }),
      seeded(300),
    );
  });

  it('either reads a damaged file or throws a TableError', () => {
    const csv = 'a,b,c\n1,"x ""y""",é\n2,"z\nw",\n3,4,5\n';
    const json = '[{"a":1.5,"b":"é\\u00e9"},{"a":null,"b":[1,{"c":2}]}]';
    const damage = fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 0, max: 255 })), { maxLength: 4 });
    const names = fc.constantFrom('x.csv', 'x.json');
    fc.assert(
      fc.property(
        fc.constantFrom(csv, json),
        names,
        damage,
        fc.nat({ max: 70 }),
        fc.boolean(),
        (text, fileName, changes, length, partial) => {
          const bytes = new TextEncoder().encode(text).slice(0, length);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          try {
            const { columns, rows, lines } = parseTable(bytes, { fileName, partial });
            expect(new Set(columns).size).toBe(columns.length);
            expect(rows.every((row) => row.length === columns.length)).toBe(true);
            expect(lines).toHaveLength(rows.length);
          } catch (error) {
            expect(error).toBeInstanceOf(TableError);
          }
        },
      ),
      seeded(1000),
    );
  });

  it('either reads arbitrary bytes or throws a TableError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom('x.csv', 'x.json'), (bytes, fileName) => {
        try {
          parseTable(bytes, { fileName });
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
        }
      }),
      seeded(500),
    );
  });

  it('reads back every table of JSON records', () => {
    const records = fc.array(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 2 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(records, (values) => {
        let table;
        try {
          table = parseTable(new TextEncoder().encode(JSON.stringify(values)), { fileName: 'x.json' });
        } catch (error) {
          expect(error).toBeInstanceOf(TableError);
          return;
        }
        expect(table.rows).toHaveLength(values.length);
      }),
      seeded(200),
    );
  });
});
