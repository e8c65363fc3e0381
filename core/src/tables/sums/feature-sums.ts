import { addDecimals, type Decimal } from '../decimals.js';

/**
 * The sums of the columns that describe items, over the rows of one pair. Three entries per column: how many of the
 * rows have a number, the sum of these numbers in units, and its scale (units × 10^−scale). Units that a double cannot
 * hold are bigints. Sums are a group, like `InteractionSums`; a pair without any number has none.
 *
 * One flat array per pair, because there are as many of them as pairs.
 */
export type PairFeatures = (number | bigint)[];

/** Reads one column of the sums of a pair. */
export function columnSum(
  sums: PairFeatures,
  column: number,
): { numbers: number; units: number | bigint; scale: number } {
  return {
    numbers: sums[3 * column] as number,
    units: sums[3 * column + 1]!,
    scale: sums[3 * column + 2] as number,
  };
}

/** The sums after a row with these numbers, `null` where it has none. Changes the sums and returns them. */
export function addFeatureRow(
  sums: PairFeatures | undefined,
  numbers: readonly (Decimal | null)[],
): PairFeatures | undefined {
  if (numbers.every((number) => number === null)) return sums;
  const target = sums ?? noSums(numbers.length);
  numbers.forEach((number, column) => {
    if (number !== null) addToColumn(target, column, 1, number.units, number.scale);
  });
  return target;
}

/**
 * The sums of a pair after adding those of a block, or subtracting them again; `undefined` if nothing is left. Changes
 * the total and returns it.
 */
export function combineFeatures(
  total: PairFeatures | undefined,
  block: PairFeatures | undefined,
  sign: 1 | -1,
): PairFeatures | undefined {
  if (!block) return total;
  if (!total && sign === 1) return block.slice();
  const target = total ?? noSums(block.length / 3);
  for (let column = 0; 3 * column < block.length; column++) {
    const { numbers, units, scale } = columnSum(block, column);
    if (numbers !== 0) addToColumn(target, column, sign * numbers, sign === 1 ? units : -units, scale);
  }
  return target.every((entry) => entry === 0) ? undefined : target;
}

function noSums(columns: number): PairFeatures {
  return new Array<number>(3 * columns).fill(0);
}

function addToColumn(sums: PairFeatures, column: number, numbers: number, units: number | bigint, scale: number): void {
  const known = columnSum(sums, column);
  const count = known.numbers + numbers;
  const sum = addUnits(known, { units, scale });
  sums[3 * column] = count;
  sums[3 * column + 1] = sum.units;
  // Nothing has no scale, so that what was taken out again leaves no trace.
  sums[3 * column + 2] = count === 0 && sum.units === 0 ? 0 : sum.scale;
}

interface Units {
  units: number | bigint;
  scale: number;
}

/** Nearly all sums fit into doubles, which are faster than bigints. */
function addUnits(a: Units, b: Units): Units {
  const scale = Math.max(a.scale, b.scale);
  const sum = smallAt(a, scale) + smallAt(b, scale);
  if (Number.isSafeInteger(sum)) return { units: sum, scale };
  const exact = addDecimals({ ...a, units: BigInt(a.units) }, { ...b, units: BigInt(b.units) });
  return { units: shortest(exact.units), scale: exact.scale };
}

const powers = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** The units at a larger scale; NaN if they are no exact double. */
function smallAt({ units, scale }: Units, larger: number): number {
  const small = typeof units === 'number' ? units * (powers[larger - scale] ?? NaN) : NaN;
  return Number.isSafeInteger(small) ? small : NaN;
}

/** The value as a number if a double holds it, else as a bigint. */
function shortest(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
