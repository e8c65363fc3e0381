import type { Coo } from '@segue/core/model/sparse';
import { madeTables } from '../support/made-tables.js';
import { readRealFile } from '../support/real-files.js';

/** Who rated what in MovieLens 100K, all values 1, in the order of the file; null where it is not at hand. */
export function readMovieLens(): Coo | null {
  const bytes = readRealFile('movielens-100k.tsv');
  return bytes && ratingsIn(bytes, 943, 1682);
}

/** Who rated what in the made table, which has the shape of MovieLens 100K. */
export function madeMovieLens(): Coo {
  return ratingsIn(madeTables['movielens-100k.tsv'](), 196, 242);
}

function ratingsIn(bytes: Uint8Array, users: number, items: number): Coo {
  const rows = new TextDecoder()
    .decode(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(Number));
  const row = Int32Array.from(rows, ([user]) => user! - 1);
  const col = Int32Array.from(rows, ([, item]) => item! - 1);
  return { format: 'coo', rows: users, cols: items, row, col, data: new Float32Array(rows.length).fill(1) };
}
