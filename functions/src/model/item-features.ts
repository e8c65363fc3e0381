import { ModelError } from './errors.js';
import type { Cells, Csr } from './sparse.js';

/** Numbers that describe items, such as audio values averaged over an artist's tracks. */
export interface ItemColumns {
  readonly items: number;
  readonly columns: number;
  /** Row-major items × columns; NaN where nothing is known. */
  readonly values: Float64Array;
}

/**
 * The item features of a hybrid model: each item's own feature (columns 0 to items − 1), then one feature a column of numbers.
 * A number is taken relative to all items: minus the mean, by the standard deviation, then by √columns, so that all of them
 * together weigh about as much as the item's own feature. What is not known, and a column that is the same for all, counts 0.
 *
 * A cold item, one that `train` has no entry for, has no feature of its own: nothing was learnt of it, so it is what its numbers
 * say.
 *
 * @returns items × (items + columns).
 * @throws ModelError `value` where lengths do not fit, or a number is infinite.
 */
export function buildItemFeatures({ items, columns, values }: ItemColumns, train: Cells): Csr {
  if (values.length !== items * columns || train.items !== items) {
    throw new ModelError('value', `There are ${values.length} numbers for ${items} × ${columns}; give one a cell.`);
  }
  if (values.some((value) => value === Infinity || value === -Infinity)) {
    throw new ModelError('value', 'An item feature is infinite. Leave it out (NaN) or mend it.');
  }
  const scaled = Array.from({ length: columns }, (_, column) => standardise(values, columns, column));
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
      data.push(column[item]! / Math.sqrt(columns));
    });
    indptr[item + 1] = indices.length;
  }
  return {
    ...{ format: 'csr', rows: items, cols: items + columns, indptr },
    ...{ indices: Int32Array.from(indices), data: Float32Array.from(data) },
  };
}

function standardise(values: Float64Array, columns: number, column: number): Float64Array {
  const own = values.filter((_, at) => at % columns === column);
  const largest = own.reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : Math.abs(value)), 0);
  // Squares of larger numbers have no place in a float64; the result is relative anyway.
  const all = largest > 1e100 ? own.map((value) => value / largest) : own;
  const known = all.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length));
  return all.map((value) => (Number.isNaN(value) || deviation === 0 ? 0 : (value - mean) / deviation));
}
