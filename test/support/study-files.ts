import { it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTable, type ParsedTable } from '@segue/core/tables/reading/parse-table';
import { sharedData } from './real-files.js';

/** A table of the study in `../shared/data`, as the upload would read it. */
export type StudyTable = Pick<ParsedTable, 'columns' | 'rows'>;

/** Tables that take seconds. */
const large: ReadonlySet<string> = new Set(['recommend/wgenres.csv', 'recommend/lastfm_user_artists.tsv']);

/** A test on a table of the study; skipped by name where it is not at hand: it may not be redistributed. */
export function onStudyFile(file: string, fact: string, check: (table: StudyTable) => void): void {
  const path = join(sharedData, file);
  if (large.has(file) && process.env['EMULATOR_SOAK'] !== '1')
    it.skip(`${file}: ${fact} (in npm run soak)`, () => undefined);
  else if (!existsSync(path))
    it.skip(`${file}: ${fact} (skipped: ../shared/data/${file} is not at hand)`, () => undefined);
  else it(`${file}: ${fact}`, () => check(readTable(path)));
}

function readTable(path: string): StudyTable {
  return parseTable(readFileSync(path), { fileName: 'table.csv', type: 'csv' });
}
