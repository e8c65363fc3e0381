import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Coo } from '@segue/core/model/sparse';

/** MovieLens 100K beside the checkout; it may not be passed on, so it is not in the repository. */
export const movieLensFile = join(__dirname, '../../../shared/data/movielens-100k.tsv');

/** Who rated what, all values 1, in the order of the file; `undefined` where it is not there. */
export function readMovieLens(): Coo | undefined {
  if (!existsSync(movieLensFile)) return undefined;
  const rows = readFileSync(movieLensFile, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(Number));
  const row = Int32Array.from(rows, ([user]) => user! - 1);
  const col = Int32Array.from(rows, ([, item]) => item! - 1);
  return { format: 'coo', rows: 943, cols: 1682, row, col, data: new Float32Array(rows.length).fill(1) };
}
