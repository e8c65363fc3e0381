import type { LeftOutItem } from '../contract/left-out.js';

/** The items with fewer rows than the minimum, the most frequent first; of equal ones, in the order of their names. */
export function leftOutItems(rowsOfItem: ReadonlyMap<string, number>, minimum: number): LeftOutItem[] {
  const below: LeftOutItem[] = [];
  for (const [item, rows] of rowsOfItem) if (rows < minimum) below.push({ item, rows });
  return below.sort((a, b) => b.rows - a.rows || (a.item < b.item ? -1 : 1));
}
