import { meanOfSum } from '../decimals.js';
import { columnSum, combineFeatures, type PairFeatures } from './feature-sums.js';
import type { PairSum } from './interaction-sums.js';

/** The sums of a pair, and the index of its item. */
interface ItemPair {
  readonly item: number;
  readonly pair: Pick<PairSum, 'features'>;
}

/**
 * Averages of the columns that describe items over the rows of these pairs, row-major items × columns; NaN if no row of
 * the item has a number in the column. What describes an item in a split must not come from pairs that are set aside:
 * leave them out.
 *
 * A row whose user cell is a list counts once in each of its pairs. So a track in two genres weighs twice in the mean of
 * its artist, and stays as long as one of its pairs is kept. Sums by row would tell, at the price of keeping all rows;
 * as features of a model, both serve equally well.
 */
export function averageFeatures(pairs: Iterable<ItemPair>, items: number, columns: number): Float64Array {
  const sums = new Array<PairFeatures | undefined>(items).fill(undefined);
  for (const { item, pair } of pairs) sums[item] = combineFeatures(sums[item], pair.features, 1);
  const values = new Float64Array(items * columns).fill(NaN);
  sums.forEach((ofItem, item) => {
    for (let c = 0; ofItem && c < columns; c++) values[item * columns + c] = meanOf(ofItem, c);
  });
  return values;
}

/** The mean of a column that describes items over the rows of one pair; NaN if none of them has a number. */
export function meanOfColumn({ features }: Pick<PairSum, 'features'>, column: number): number {
  return features ? meanOf(features, column) : NaN;
}

/** Powers of ten that a double holds exactly. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

function meanOf(sums: PairFeatures, column: number): number {
  const { numbers, units, scale } = columnSum(sums, column);
  if (!(numbers > 0)) return NaN;
  // As `meanOfSum` computes it, without bigints, which would be most of the time.
  if (typeof units === 'number' && scale < powers.length) return units / powers[scale]! / numbers;
  return meanOfSum({ units: BigInt(units), scale }, numbers);
}
