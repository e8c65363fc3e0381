import { lowest } from '../decimals.js';
import { hasMembers, isArray, isNumber, unknownForm } from '../stored-text.js';
import { columnSum, type PairFeatures } from './feature-sums.js';
import { packable, packSums, type PackedSums, readSums, type SumReader } from './packed-sums.js';

/** The canonical form of the sums of columns that describe items. */
export interface FeatureText {
  columns: number;
  /**
   * For each user, packed signed numbers: for each pair that has sums its place among the user's pairs minus the place
   * of the one before, then for each column how many rows have a number and, unless none has, the scale of their sum
   * and its units.
   */
  sums: PackedSums[];
}

/** Whether a value has the outline of a `FeatureText`. */
export const isFeatureText = hasMembers<FeatureText>({ columns: isNumber, sums: isArray });

/** Names them in errors. */
const what = 'sums of feature columns';
const signed = () => true;

/** The canonical form of the sums of one user's pairs, in the order of the pairs: equal sums give equal text. */
export function encodeFeatures(pairs: readonly (PairFeatures | undefined)[]): PackedSums {
  const flat: (number | bigint)[] = [];
  let previous = 0;
  pairs.forEach((sums, place) => {
    if (!sums) return;
    flat.push(place - previous);
    previous = place;
    for (let column = 0; 3 * column < sums.length; column++) {
      const { numbers, units, scale } = columnSum(sums, column);
      flat.push(numbers);
      if (!(numbers > 0)) continue;
      const sum = typeof units === 'number' ? lowestOfSmall(units, scale) : lowest({ units, scale });
      flat.push(sum.scale, packable(sum.units));
    }
  });
  return packSums(flat, signed);
}

/** As `lowest`, for units that a double holds. */
function lowestOfSmall(units: number, scale: number): { units: number; scale: number } {
  let [least, at] = [units, scale];
  while (at > 0 && least % 10 === 0) {
    least /= 10;
    at--;
  }
  return { units: least, scale: at };
}

/**
 * Reads back what `encodeFeatures` wrote for a user, given how many pairs the user has.
 * @throws Error if it has another form
 */
export function decodeFeatures(packed: unknown, columns: number, pairs: number): (PairFeatures | undefined)[] {
  const numbersOf = readSums(what, packed);
  const decoded = new Array<PairFeatures | undefined>(pairs).fill(undefined);
  let place = 0;
  while (numbersOf.more) {
    place += Number(numbersOf.signed());
    if (!(place >= 0 && place < pairs)) throw unknownForm(what);
    decoded[place] = decodePair(numbersOf, columns);
  }
  return decoded;
}

function decodePair(sums: SumReader, columns: number): PairFeatures {
  const decoded: PairFeatures = new Array<number>(3 * columns).fill(0);
  for (let column = 0; column < columns; column++) {
    const numbers = Number(sums.signed());
    if (numbers === 0) continue;
    decoded[3 * column] = numbers;
    decoded[3 * column + 2] = Number(sums.signed());
    decoded[3 * column + 1] = sums.signed();
  }
  return decoded;
}
