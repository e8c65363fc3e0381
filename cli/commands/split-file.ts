import { Failure } from '../failure.js';
import { readNamedFile } from './read-file.js';

/**
 * Reads which rows are for testing: lines `row<TAB>0|1`, 0 for train and 1 for test, in any order.
 *
 * @param rowCount rows of the data set; each needs a line
 * @returns an array with 1 for each row that is for testing, 0 for the others
 */
export async function readSplitFile(path: string, rowCount: number): Promise<Uint8Array> {
  const lines = (await readNamedFile(path))
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const entries = lines.map((line, index) => parseLine(path, line, index + 1));
  const first = entries.some(({ row }) => row === 0) ? 0 : 1;
  const parts = new Uint8Array(rowCount).fill(2);
  for (const { row, part } of entries) {
    if (row - first >= rowCount) throw new Failure(`${path} names row ${row}, but there are ${rowCount} rows.`);
    parts[row - first] = part;
  }
  const missing = parts.indexOf(2);
  if (missing >= 0) throw new Failure(`${path} has no line for row ${missing + first}: give every row 0 or 1.`);
  return parts;
}

function parseLine(path: string, line: string, number: number): { row: number; part: number } {
  const [, row, part] = /^(\d+)\t([01])\s*$/.exec(line) ?? [];
  if (row === undefined)
    throw new Failure(`${path}, line ${number}: expected a row number, a tab and 0 or 1, found "${line}".`);
  return { row: Number(row), part: Number(part) };
}
