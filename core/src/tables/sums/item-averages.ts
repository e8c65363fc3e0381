import { meanOfSum } from '../decimals.js';
import { columnSum, combineFeatures, type PairFeatures } from './feature-sums.js';
import type { InteractionSums, PairSum } from './interaction-sums.js';

/**
 * Averages of the columns that describe items, row-major items × columns; NaN if no row of the item has a number in the
 * column. With `keep`, over the rows of these pairs only: what describes an item in a split must not come from pairs
 * that are set aside.
 *
 * A row whose user cell is a list counts once in each of its pairs. So a track in two genres weighs twice in the mean of
 * its artist, and stays as long as one of its pairs is kept. Sums by row would tell, at the price of keeping all rows;
 * as features of a model, both serve equally well.
 */
export function averageFeatures(
  { users, features: columns = 0 }: InteractionSums,
  items: readonly string[],
  keep: (user: string, item: string) => boolean = () => true,
): Float64Array {
  const sums = new Map<string, PairFeatures | undefined>(items.map((item) => [item, undefined]));
  for (const [user, pairs] of users) {
    for (const [item, { features }] of pairs) {
      if (!features || !sums.has(item) || !keep(user, item)) continue;
      sums.set(item, combineFeatures(sums.get(item), features, 1));
    }
  }
  const values = new Float64Array(items.length * columns).fill(NaN);
  items.forEach((item, i) => {
    const ofItem = sums.get(item);
    for (let c = 0; ofItem && c < columns; c++) values[i * columns + c] = meanOf(ofItem, c);
  });
  return values;
}

/** The mean of a column that describes items over the rows of one pair; NaN if none of them has a number. */
export function meanOfColumn({ features }: PairSum, column: number): number {
  return features ? meanOf(features, column) : NaN;
}

function meanOf(sums: PairFeatures, column: number): number {
  const { numbers, units, scale } = columnSum(sums, column);
  return numbers > 0 ? meanOfSum({ units: BigInt(units), scale }, numbers) : NaN;
}
