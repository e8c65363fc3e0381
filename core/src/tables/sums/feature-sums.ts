import { decimalOfCell } from '../cell-decimal.js';
import type { Cell } from '../cells.js';
import { addDecimals, type Decimal, lowest, meanOfSum } from '../decimals.js';
import { bigintAt, hasMembers, isArray, isNumber, listAt, numberAt, textAt } from '../stored-text.js';

/** The sum of one column over the rows of an item. */
export interface ColumnSum {
  /** How many of these rows have a number in the column. */
  numbers: number;
  sum: Decimal;
}

/** Sums of numeric columns by item, such as audio values over an artist's tracks. A group, like `InteractionSums`. */
export interface FeatureSums {
  columns: number;
  /** One sum per column; items without any number are absent. */
  items: Map<string, ColumnSum[]>;
}

/** The canonical form: for each item of a vocabulary, three values per column (numbers, units, scale), or none. */
export interface FeatureText {
  columns: number;
  sums: (number | string)[][];
}

/** Whether a value has the outline of a `FeatureText`. */
export const isFeatureText = hasMembers<FeatureText>({ columns: isNumber, sums: isArray });

/** Adds one row of an item. A cell without a number does not count. */
export function addFeatureRow(features: FeatureSums, item: string, cells: Cell[]): void {
  cells.forEach((cell, column) => {
    const number = decimalOfCell(cell);
    if (number !== null) addToColumn(sumsOf(features, item)[column]!, { numbers: 1, sum: number }, 1);
  });
}

/** Adds a block to a total, or subtracts it again. Changes the total. */
export function combineFeatures(total: FeatureSums, block: FeatureSums, sign: 1 | -1): void {
  for (const [item, sums] of block.items) {
    const target = sumsOf(total, item);
    target.forEach((column, c) => addToColumn(column, sums[c]!, sign));
    if (target.every(({ numbers, sum }) => numbers === 0 && sum.units === 0n)) total.items.delete(item);
  }
}

/** Counts the rows of one item as rows of another. */
export function moveFeatures(features: FeatureSums, from: string, into: string): void {
  const moved = features.items.get(from);
  if (!moved) return;
  features.items.delete(from);
  sumsOf(features, into).forEach((column, c) => addToColumn(column, moved[c]!, 1));
}

/** The canonical form of sums: equal sums give equal text, no matter how they were added up. */
export function encodeFeatures({ columns, items }: FeatureSums, names: string[]): FeatureText {
  const sums = names.map((name) =>
    (items.get(name) ?? []).flatMap(({ numbers, sum }) => {
      const { units, scale } = lowest(sum);
      const small = Number(units);
      return [numbers, Number.isSafeInteger(small) ? small : units.toString(), scale];
    }),
  );
  return { columns, sums };
}

/** Names them in errors. */
const what = 'sums of feature columns';

/**
 * Reads back the sums that `encodeFeatures` wrote for these names.
 * @throws Error if they have another form
 */
export function decodeFeatures({ columns, sums }: FeatureText, names: string[]): FeatureSums {
  const items = new Map<string, ColumnSum[]>();
  sums.forEach((_, i) => {
    const flat = listAt(what, sums, i);
    if (flat.length === 0) return;
    const column = (__: unknown, c: number): ColumnSum => ({
      numbers: numberAt(what, flat, 3 * c),
      sum: { units: bigintAt(what, flat, 3 * c + 1), scale: numberAt(what, flat, 3 * c + 2) },
    });
    items.set(textAt(what, names, i), Array.from({ length: columns }, column));
  });
  return { columns, items };
}

/** Averages of the columns, row-major items × columns; NaN if no row of the item has a number in the column. */
export function averageFeatures({ columns, items }: FeatureSums, names: readonly string[]): Float64Array {
  const values = new Float64Array(names.length * columns).fill(NaN);
  names.forEach((name, i) =>
    items.get(name)?.forEach(({ numbers, sum }, c) => {
      if (numbers > 0) values[i * columns + c] = meanOfSum(sum, numbers);
    }),
  );
  return values;
}

function sumsOf({ columns, items }: FeatureSums, item: string): ColumnSum[] {
  let sums = items.get(item);
  if (!sums) {
    sums = Array.from({ length: columns }, () => ({ numbers: 0, sum: { units: 0n, scale: 0 } }));
    items.set(item, sums);
  }
  return sums;
}

function addToColumn(column: ColumnSum, { numbers, sum }: ColumnSum, sign: 1 | -1): void {
  column.numbers += sign * numbers;
  column.sum = addDecimals(column.sum, sign === 1 ? sum : { units: -sum.units, scale: sum.scale });
}
