import { ModelError } from '../errors.js';
import type { ItemColumns } from '../training/item-features.js';

const { abs, max, min, sqrt } = Math;

/** How far from its mean a standardised number may be, in standard deviations. */
const FARTHEST = 3;

/** How a column is standardised: (value / unit − mean) / deviation; 0 throughout for a deviation of 0. */
export interface ColumnSpread {
  readonly mean: number;
  readonly deviation: number;
  /** Divided out first, so that squares do not overflow. */
  readonly unit: number;
}

/**
 * Numbers that describe items, each column minus its mean and divided by its population standard deviation over the
 * items whose number is known, then clipped to ±3. Unknown numbers count as 0, and so does a column with the same number
 * for all items (up to the rounding of a mean). Tags stay as they are.
 *
 * @returns row-major items × columns.
 * @throws ModelError `value` if there are not items × columns numbers, or one is infinite.
 */
export function standardisedColumns(described: ItemColumns): Float64Array {
  return standardiseBy(described, columnSpreads(described));
}

/**
 * Mean and deviation of each column of numbers, over the items whose number is known.
 * @throws ModelError `value` if there are not items × columns numbers, or one is infinite.
 */
export function columnSpreads({ items, columns, values, tags = 0 }: ItemColumns): ColumnSpread[] {
  if (values.length !== items * columns) {
    throw new ModelError(
      'value',
      `There are ${values.length} numbers for ${items} × ${columns} cells; give one per cell.`,
    );
  }
  return Array.from({ length: columns - tags }, (_, column) => spreadOf(values, columns, column));
}

/** As `standardisedColumns`, with the means and deviations of other items. */
export function standardiseBy({ columns, values }: ItemColumns, spreads: readonly ColumnSpread[]): Float64Array {
  const standardised = values.slice();
  spreads.forEach(({ mean, deviation, unit }, column) => {
    for (let at = column; at < values.length; at += columns) {
      const value = values[at]!;
      const isKnown = deviation > 0 && value === value;
      standardised[at] = isKnown ? max(-FARTHEST, min(FARTHEST, (value / unit - mean) / deviation)) : 0;
    }
  });
  return standardised;
}

/** Mean and standard deviation of the known numbers of a column in a unit whose squares a float64 can hold. */
function spreadOf(values: Float64Array, columns: number, column: number): ColumnSpread {
  let [count, least, largest] = [0, Infinity, -Infinity];
  for (let at = column; at < values.length; at += columns) {
    const value = values[at]!;
    if (abs(value) === Infinity)
      throw new ModelError('value', 'An item feature is infinite. Correct it, or leave it out (NaN).');
    if (value !== value) continue;
    count++;
    least = min(least, value);
    largest = max(largest, value);
  }
  const size = max(abs(least), abs(largest));
  // Means of the same number may differ in their last bits, and so may their differences from the column's mean.
  if (!(largest - least > 4 * Number.EPSILON * size)) return { mean: 0, deviation: 0, unit: 1 };
  const unit = size > 1e100 || size < 1e-100 ? size : 1;
  let sum = 0;
  for (let at = column; at < values.length; at += columns) if (values[at] === values[at]) sum += values[at]! / unit;
  const mean = sum / count;
  let squares = 0;
  for (let at = column; at < values.length; at += columns) {
    const distance = values[at]! / unit - mean;
    if (distance === distance) squares += distance * distance;
  }
  return { mean, deviation: sqrt(squares / count), unit };
}
