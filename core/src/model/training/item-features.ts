import { ModelError } from '../errors.js';
import type { Cells, Csr } from '../sparse.js';

/**
 * What describes items: numbers, such as audio values averaged over an artist's tracks, and behind them tags, such as the
 * genres of a film.
 */
export interface ItemColumns {
  readonly items: number;
  readonly columns: number;
  /** Row-major items × columns: a number (NaN if unknown), or for a tag the share of the item's rows with tags that have it. */
  readonly values: Float64Array;
  /** How many of the columns, the last ones, are tags; absent if none are. */
  readonly tags?: number;
}

/**
 * The item features of a hybrid model: each item's own feature (columns 0 to items − 1), then one feature per number
 * and tag. Numbers are standardised: minus the mean over all items, divided by the standard deviation, then by √(their columns),
 * so that all of them together weigh about as much as the item's own feature. Unknown values count as 0, and so does a
 * column with the same number for all items (up to the rounding of a mean). Tags are not standardised, but divided by the
 * root mean square of an item's tags, to the same end.
 *
 * A cold item, one that `train` has no entry for, has no feature of its own: nothing was learned about it, so only its
 * numbers and tags describe it.
 *
 * @returns items × (items + columns).
 * @throws ModelError `value` if lengths do not match, `train` has different items, or a number is infinite.
 */
export function buildItemFeatures(described: ItemColumns, train: Cells): Csr {
  const { items, columns, values, tags = 0 } = described;
  if (values.length !== items * columns) {
    throw new ModelError(
      'value',
      `There are ${values.length} numbers for ${items} × ${columns} cells; give one per cell.`,
    );
  }
  if (train.items !== items) {
    throw new ModelError(
      'value',
      `The numbers describe ${items} items, but the interactions have ${train.items}. Index both with one vocabulary.`,
    );
  }
  if (values.some((value) => value === Infinity || value === -Infinity)) {
    throw new ModelError('value', 'An item feature is infinite. Correct it, or leave it out (NaN).');
  }
  const numbers = columns - tags;
  const scaled = Array.from({ length: numbers }, (_, column) => standardise(values, columns, column));
  const tagLength = lengthOfTags(described);
  const isWarm = new Uint8Array(items);
  for (const item of train.col) isWarm[item] = 1;
  const indptr = new Int32Array(items + 1);
  const [indices, data]: [number[], number[]] = [[], []];
  for (let item = 0; item < items; item++) {
    if (isWarm[item] === 1) {
      indices.push(item);
      data.push(1);
    }
    scaled.forEach((column, c) => {
      indices.push(items + c);
      data.push(column[item]! / Math.sqrt(numbers));
    });
    for (let tag = numbers; tag < columns; tag++) {
      const share = values[item * columns + tag]!;
      if (!(share > 0)) continue;
      indices.push(items + tag);
      data.push(share / tagLength);
    }
    indptr[item + 1] = indices.length;
  }
  return {
    format: 'csr',
    rows: items,
    cols: items + columns,
    indptr,
    indices: Int32Array.from(indices),
    data: Float32Array.from(data),
  };
}

/** The root mean square length of an item's tags, over the items that have any; 1 if none has. */
function lengthOfTags({ items, columns, values, tags = 0 }: ItemColumns): number {
  let [squares, tagged] = [0, 0];
  for (let item = 0; item < items; item++) {
    let own = 0;
    for (let tag = columns - tags; tag < columns; tag++) own += values[item * columns + tag]! ** 2;
    squares += own;
    if (own > 0) tagged++;
  }
  return tagged === 0 ? 1 : Math.sqrt(squares / tagged);
}

function standardise(values: Float64Array, columns: number, column: number): Float64Array {
  const own = values.filter((_, at) => at % columns === column);
  const known = own.filter((value) => !Number.isNaN(value));
  const [least, largest] = known.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  const size = Math.max(Math.abs(least), Math.abs(largest));
  // Means of the same number may differ in their last bits, and so may their differences from the column's mean.
  if (!(largest - least > 4 * Number.EPSILON * size)) return own.fill(0);
  // Squares of such numbers would overflow or underflow a float64; the result is relative anyway.
  const unit = size > 1e100 || size < 1e-100 ? size : 1;
  const scaled = known.map((value) => value / unit);
  const mean = scaled.reduce((sum, value) => sum + value, 0) / scaled.length;
  const deviation = Math.sqrt(scaled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / scaled.length);
  return own.map((value) => (Number.isNaN(value) ? 0 : (value / unit - mean) / deviation));
}
