import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeRows, madeTables } from './made-tables.js';

/** A table that is in `../shared/data` where the project is developed, and has a generated substitute everywhere. */
export type TableName = keyof typeof madeTables;

/** A table to test with. */
export interface TestTable {
  /** Its label in the name of a test. */
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly rowCount: number;
}

const realRows = {
  'spotify-features-19k.csv': 19_829,
  'actor.csv': 200,
  'film.csv': 1000,
  'film1.csv': 500,
  'movielens-100k.tsv': 100_000,
  'movielens-100k-items.latin1.txt': 1682,
} as const satisfies Record<TableName, number>;

/** Where real tables are; a worktree elsewhere names the folder in `SEGUE_SHARED_DATA`. */
export const sharedData = process.env['SEGUE_SHARED_DATA'] ?? join(__dirname, '../../../shared/data');

/** The bytes of a real table; null on a clone without `../shared` next to it: real data may not be redistributed. */
export function readRealFile(name: TableName): Uint8Array | null {
  return readSharedFile(name);
}

/** The bytes of any file in `../shared/data`; null where it is missing. */
export function readSharedFile(name: string): Uint8Array | null {
  const path = join(sharedData, name);
  return existsSync(path) ? readFileSync(path) : null;
}

/** The generated table, plus the real one if it is available. */
export function testTables(name: TableName): TestTable[] {
  const made = { label: `made ${name}`, bytes: madeTables[name](), rowCount: madeRows[name] };
  const bytes = readRealFile(name);
  return bytes ? [made, { label: `real ${name}`, bytes, rowCount: realRows[name] }] : [made];
}

/** Why a test on real figures is skipped, for the name of the test. */
export function notAtHand(name: TableName): string {
  return `(skipped: ../shared/data/${name} is not at hand)`;
}
