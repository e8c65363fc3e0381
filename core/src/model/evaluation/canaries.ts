import { RandomState } from '../random.js';
import { cellRows, type Cells, type Csr } from '../sparse.js';

/**
 * Meaningless cells, drawn at random among those in neither part and added to the held-out part: only a model that was
 * trained on its test data can predict them. At most one per user, so that they hardly affect the metrics.
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
 * The standard error of the canaries' mean AUC if each takes any place among its user's free items (those in no cell of
 * `excluded`) with equal probability.
 */
export function errorOfChance({ cols, indptr }: Csr, { row }: Cells): number {
  let variance = 0;
  for (const user of row) {
    const free = cols - (indptr[user + 1]! - indptr[user]!);
    if (free > 1) variance += (free + 1) / (free - 1) / 12;
  }
  return Math.sqrt(variance) / row.length;
}
