import { RandomState } from '../random.js';
import { cellRows, type Cells, type Csr } from '../sparse.js';

/**
 * Cells that mean nothing, drawn at random among those in neither part: planted in what is held out, nobody can predict them
 * but a model that was shown what it is tested on. At most one a user, so that they hardly change what is measured.
 *
 * @param seed in [0, 2^32 − 1].
 */
export function drawCanaries(train: Cells, test: Cells, seed: number): Cells {
  const random = new RandomState(seed);
  const [known, asked] = [cellRows(train), cellRows(test)];
  const { users, items } = train;
  const [row, col]: [number[], number[]] = [[], []];
  for (let user = 0; user < users; user++) {
    const taken = new Set([
      ...known.indices.subarray(known.indptr[user], known.indptr[user + 1]),
      ...asked.indices.subarray(asked.indptr[user], asked.indptr[user + 1]),
    ]);
    if (taken.size >= items) continue;
    let item = random.bounded(items - 1);
    while (taken.has(item)) item = random.bounded(items - 1);
    row.push(user);
    col.push(item);
  }
  return { users, items, row: Int32Array.from(row), col: Int32Array.from(col) };
}

/**
 * The standard error of the canaries' mean AUC where each takes any place among its user's free items
 * (those of no cell of `excluded`) with the same chance.
 */
export function errorOfChance({ cols, indptr }: Csr, { row }: Cells): number {
  let variance = 0;
  for (const user of row) {
    const free = cols - (indptr[user + 1]! - indptr[user]!);
    if (free > 1) variance += (free + 1) / (free - 1) / 12;
  }
  return Math.sqrt(variance) / row.length;
}
