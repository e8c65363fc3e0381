import { describe, expect, it } from '@jest/globals';
import { cellText } from '@segue/core/tables/cells';
import { guessRoles } from '@segue/core/tables/columns/column-roles';
import { nearDuplicates } from '@segue/core/tables/profile/near-duplicates';
import { type ParsedTable, parseTable } from '@segue/core/tables/reading/parse-table';
import type { Parts } from '@segue/core/tables/parts';
import { type ColumnProfile, encodeProfile, finishProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { mergeProfiles } from './profile-checks.js';
import { notAtHand, readRealFile, testTables, type TableName } from '../support/real-files.js';

type Check = (table: ParsedTable, bytes: Uint8Array, rowCount: number) => void;

const parse = (name: TableName, bytes: Uint8Array) => parseTable(bytes, { fileName: name, ...typeOf(name) });

/** A test on a made table, and on the real one where it is at hand. */
function onFile(name: TableName, fact: string, check: Check): void {
  for (const { label, bytes, rowCount } of testTables(name)) {
    it(`${label}: ${fact}`, () => check(parse(name, bytes), bytes, rowCount));
  }
}

/** A test on the figures of a real table; skipped by name where it is not at hand. */
function onRealFile(name: TableName, fact: string, check: (table: ParsedTable) => void): void {
  const bytes = readRealFile(name);
  if (bytes) it(`real ${name}: ${fact}`, () => check(parse(name, bytes)));
  else it.skip(`real ${name}: ${fact} ${notAtHand(name)}`, () => undefined);
}

/** Some of the files have names that no upload may have. */
const typeOf = (fileName: string) => (/\.(csv|json)$/.test(fileName) ? {} : { type: 'csv' as const });

function profileOf({ columns, rows }: ParsedTable): ColumnProfile[] {
  const summary = summariseProfile(
    rows.map((cells, index) => ({ index, cells })),
    columns.length,
  );
  return finishProfile(summary, columns);
}

const kindsOf = (table: ParsedTable) => Object.fromEntries(profileOf(table).map(({ name, kind }) => [name, kind]));

describe('parseTable of whole files', () => {
  onFile('spotify-features-19k.csv', 'reads every row and names the one that is cut short', (table, _, rowCount) => {
    expect(table.rows).toHaveLength(rowCount);
    expect(table.columns).toHaveLength(18);
    expect(table.columns[0]).toBe('genre');
    expect(table.file).toMatchObject({ delimiter: ',', encoding: 'utf-8', header: true });
    const line = rowCount + 1;
    expect(table.repairs).toEqual([
      { line, kind: 'short-row', message: `Line ${line} has 10 of 18 cells. The missing 8 are stored as empty.` },
    ]);
    expect(table.rows.at(-1)!.slice(10)).toEqual(Array(8).fill(''));
    expect(table.rows.some((row) => cellText(row[2]!).includes('’'))).toBe(true);
  });

  onRealFile('spotify-features-19k.csv', 'keeps every cell of the first and the last row', (table) => {
    const first = ['Movie', 'Henri Salvador', "C'est beau de faire un Show", '0BRjO6ga9RKCKjfDqeFgWV', 0, 0.611];
    expect(table.rows[0]!.slice(0, 6)).toEqual(first);
    expect(table.rows[19828]!.slice(8)).toEqual([0.572, '8.19E-06', '', '', '', '', '', '', '', '']);
  });

  onFile('spotify-features-19k.csv', 'tells kinds and roles', (table) => {
    expect(kindsOf(table)).toMatchObject({
      genre: 'text',
      track_id: 'text',
      popularity: 'integer',
      acousticness: 'number',
      instrumentalness: 'number',
      duration_ms: 'integer',
      time_signature: 'text',
      loudness: 'number',
    });
    expect(guessRoles(profileOf(table))).toMatchObject({
      user: 'genre',
      item: 'artist_name',
      rating: 'popularity',
      spotifyLike: true,
    });
  });

  onFile('actor.csv', 'reads ISO dates', (table, _, rowCount) => {
    expect(table.rows).toHaveLength(rowCount);
    expect(kindsOf(table)).toEqual({ actor_id: 'integer', first_name: 'text', last_name: 'text', last_update: 'date' });
    expect(guessRoles(profileOf(table))).toBeNull();
  });

  onFile('film.csv', 'reads quoted commas and empty cells', (table, _, rowCount) => {
    expect(table.rows).toHaveLength(rowCount);
    expect(table.columns).toHaveLength(13);
    expect(table.repairs).toEqual([]);
    expect(table.rows[0]![11]).toBe('Deleted Scenes,Behind the Scenes');
    expect(profileOf(table)[5]).toMatchObject({ name: 'original_language_id', missing: rowCount, distinct: 0 });
  });

  onFile('film1.csv', 'finds tabs and no header', (table) => {
    expect(table.file).toMatchObject({ delimiter: '\t', header: false });
    expect(table.columns).toEqual(['col1', 'col2', 'col3', 'col4']);
    expect(table.rows[0]).toEqual([1, 0.99, 86, 'PG']);
  });

  onFile('movielens-100k.tsv', 'reads numbers without a header', (table, _, rowCount) => {
    expect(table.rows).toHaveLength(rowCount);
    expect(table.file).toMatchObject({ delimiter: '\t', header: false });
    expect(table.rows[0]).toEqual([196, 242, 3, 881250949]);
  });

  onFile('movielens-100k-items.latin1.txt', 'finds pipes and Latin-1', (table, _, rowCount) => {
    expect(table.rows).toHaveLength(rowCount);
    expect(table.columns).toHaveLength(24);
    expect(table.file).toMatchObject({ delimiter: '|', encoding: 'windows-1252', header: false });
    expect(table.rows.some((row) => cellText(row[1]!).includes('é'))).toBe(true);
  });

  onFile('spotify-features-19k.csv', 'shows the same first rows from its first 64 kB', (table, bytes) => {
    const preview = parseTable(bytes.subarray(0, 65536), { fileName: 'x.csv', partial: true });
    expect(preview.columns).toEqual(table.columns);
    expect(preview.rows.length).toBeGreaterThan(300);
    expect(preview.rows).toEqual(table.rows.slice(0, preview.rows.length));
    expect(preview.repairs).toEqual([]);
  });
});

const sizeOf = (parts: Parts) => Object.values(parts).reduce((sum, { length }) => sum + length, 0);

describe('the profile of whole files', () => {
  onFile('spotify-features-19k.csv', 'stays small by block and in all', (table) => {
    const rows = table.rows.map((cells, index) => ({ index, cells }));
    const blocks = Array.from({ length: Math.ceil(rows.length / 500) }, (_, b) =>
      summariseProfile(rows.slice(b * 500, b * 500 + 500), 18),
    );
    const sizes = blocks.map((block) => sizeOf(encodeProfile(block)));
    expect(Math.max(...sizes)).toBeLessThan(24 * 1024);
    expect(sizeOf(encodeProfile(mergeProfiles(blocks)))).toBeLessThan(1024 * 1024);
  });

  onFile('spotify-features-19k.csv', 'agrees with plain counting', (table) => {
    const profile = profileOf(table);
    table.columns.forEach((name, c) => {
      const texts = table.rows.map((row) => cellText(row[c]!)).filter((text) => text !== '');
      expect(profile[c]).toMatchObject({ name, missing: table.rows.length - texts.length });
      const distinct = new Set(texts).size;
      if (profile[c]!.distinctExact) expect(profile[c]!.distinct).toBe(distinct);
      else expect(Math.abs(profile[c]!.distinct / distinct - 1)).toBeLessThan(5 * profile[c]!.distinctError);
    });
    const genres = profile[0]!.topValues;
    expect(genres[0]!.count).toBe(table.rows.filter((row) => row[0] === genres[0]!.value).length);
    expect(nearDuplicates(genres)).toEqual([]);
  });
});
