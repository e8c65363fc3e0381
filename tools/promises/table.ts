import { WorkerRandom } from '@segue/core/model/random';
import type { Cell } from '@segue/core/tables/cells';

/** The columns of the table whose bytes are promised. */
export const columns = ['user', 'item', 'rating', 'energy', 'date', 'id'];

const users = 60;
const items = 90;
const tastes = 4;

/**
 * The table whose bytes are promised: users and items belong to one of four tastes, and popular items appear in more
 * rows. It has ratings with gaps and decimals, a numeric column that describes items, and enough ids for their profile
 * to be sampled. The same on every call.
 */
export function promisedRows(): Cell[][] {
  const random = new WorkerRandom(1);
  const rows: Cell[][] = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      const popularity = 0.5 + ((item * 7) % 11) / 11;
      const chance = user % tastes === item % tastes ? 0.35 : 0.04;
      if (random.below(1000) >= 1000 * chance * popularity) continue;
      for (let copy = random.below(3); copy >= 0; copy--) rows.push(row(user, item, rows.length, random));
    }
  }
  return rows;
}

/** Rows that describe items without a user, and a user without an item. */
export const loneDescriptions: readonly Cell[][] = [
  ['', 'Ítem new', '', 1.25, '2026-03-01', 'id-a'],
  ['', 'Ítem newer', '', '', '2026-04-11', 'id-b'],
  ['', 'Ítem 3', '', 2.5, '2026-03-01', 'id-c'],
  ['user 3', '', 4, '', '', 'id-d'],
];

function row(user: number, item: number, id: number, random: WorkerRandom): Cell[] {
  const rating = random.below(8) === 0 ? '' : (random.below(100) - 10) / 4;
  const energy = (item % tastes) + random.below(10) / 10;
  const date = `2026-${String(1 + (item % 12)).padStart(2, '0')}-${String(1 + (user % 28)).padStart(2, '0')}`;
  return [`user ${user}`, `Ítem ${item}`, rating, energy, date, `id-${id}`];
}
