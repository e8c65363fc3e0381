import { type Cell, toCell } from './cells.js';
import { packCounted, PackedReader, PackedWriter, unpackCounted } from './packed-integers.js';
import { hasMembers, isArray, isNumber, isText } from './stored-text.js';

/** The JSON form of a column's values and counts: numbers as packed gaps at a common scale, the rest as texts. */
export interface ListText {
  scale: number;
  numbers: string;
  texts: string[];
  counts: string;
}

/** Whether a value has the outline of a `ListText`. */
export const isListText = hasMembers<ListText>({ scale: isNumber, numbers: isText, texts: isArray, counts: isText });

const finest = 15;
const powers = Array.from({ length: finest + 1 }, (_, scale) => Number(`1e${scale}`));

/** The canonical JSON form of a column's values. */
export function listValues(values: ReadonlyMap<Cell, number>): ListText {
  const numbers: [number, number][] = [];
  const texts: [string, number][] = [];
  const scale = commonScale(values.keys());
  for (const [cell, count] of values) {
    const units = typeof cell === 'number' ? unitsAt(cell, scale) : null;
    if (units === null) texts.push([String(cell), count]);
    else numbers.push([units, count]);
  }
  numbers.sort((a, b) => a[0] - b[0]);
  texts.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const counts = new PackedWriter();
  for (const [, count] of texts) counts.write(count);
  return {
    scale,
    numbers: packCounted(
      numbers.map(([units]) => units),
      numbers.map(([, count]) => count),
    ),
    texts: texts.map(([text]) => text),
    counts: counts.finish(),
  };
}

/** The values in a JSON form that `listValues` made. */
export function readValues({ scale, numbers, texts, counts }: ListText): Map<Cell, number> {
  const values = new Map<Cell, number>();
  const packed = unpackCounted(numbers);
  packed.values.forEach((units, at) => values.set(units / powers[scale]!, packed.counts[at]!));
  const reader = new PackedReader(counts);
  for (const text of texts) values.set(toCell(text), reader.read());
  return values;
}

/** How many decimal places the numbers need, ignoring numbers whose units a double cannot hold. */
function commonScale(cells: Iterable<Cell>): number {
  let scale = 0;
  for (const cell of cells) if (typeof cell === 'number') scale = Math.max(scale, scaleOf(cell, scale));
  return scale;
}

function scaleOf(value: number, known: number): number {
  if (unitsAt(value, known) !== null) return known;
  for (let scale = known + 1; scale <= finest && fits(value, scale); scale++) {
    if (unitsAt(value, scale) !== null) return scale;
  }
  return 0;
}

/** A number in units of 10^−scale if converting it back gives the same number; else null. */
function unitsAt(value: number, scale: number): number | null {
  if (!fits(value, scale)) return null;
  const units = Math.round(value * powers[scale]!);
  return units / powers[scale]! === value ? units : null;
}

/** Packing doubles the gaps between units, which must stay exact. */
function fits(value: number, scale: number): boolean {
  return Math.abs(value * powers[scale]!) < 2 ** 50;
}
