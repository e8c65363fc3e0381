import { type Cell, toCell } from '../cells.js';
import type { ColumnDigest } from './column-digest.js';
import { type KindCounts, storedKinds } from '../columns/column-kinds.js';
import type { ColumnSummary } from './column-summary.js';
import type { Decimal } from '../decimals.js';
import { type Extreme, type Extremes, extremeNames } from './extremes.js';
import { isListText, listValues, type ListText, readValues } from '../list-text.js';
import { packCounted, PackedReader, PackedWriter, unpackCounted } from '../packed-integers.js';
import { bigintAt, hasMembers, isArray, isNumber, isText, listAt, numberAt, optional, textAt } from '../stored-text.js';
import { hashCell } from './value-hash.js';

/** The JSON form of a column's summary: `list` or `digest`, and the number of empty cells. */
export interface ColumnText {
  missing: number;
  list?: ListText;
  digest?: DigestText;
}

type DecimalText = [units: string, scale: number];

interface DigestText {
  kinds: number[];
  sum: DecimalText;
  squares: DecimalText;
  buckets: string;
  extremes: ([value: number | string, count: number] | null)[];
  level: number;
  values: string;
  sketch?: string;
  /** A value's name, or its hash if it has none, and its count. */
  frequent: [name: string | number, count: number][];
}

const isDigestText = hasMembers<DigestText>({
  kinds: isArray,
  sum: isArray,
  squares: isArray,
  buckets: isText,
  extremes: isArray,
  level: isNumber,
  values: isText,
  sketch: optional(isText),
  frequent: isArray,
});

/** Whether a value has the outline of a `ColumnText`. */
export const isColumnText = hasMembers<ColumnText>({
  missing: isNumber,
  list: optional(isListText),
  digest: optional(isDigestText),
});

/** Names a column's summary in errors. */
const what = 'values of a column';

/** This many counts are always written, later kinds only up to the last that occurs, so older digests stay the same. */
const leastKinds = 5;

/** The canonical JSON form of a column's summary. */
export function columnToText({ missing, values, digest }: ColumnSummary): ColumnText {
  return values ? { missing, list: listValues(values) } : { missing, digest: digestToText(digest) };
}

/** The summary in a JSON form that `columnToText` made. */
export function columnFromText({ missing, list, digest }: ColumnText): ColumnSummary {
  if (digest) return { missing, values: null, digest: digestFromText(digest) };
  return { missing, values: list ? readValues(list) : new Map<Cell, number>(), digest: null };
}

function digestToText(digest: ColumnDigest): DigestText {
  const { values, sketch } = digest;
  const buckets = [...digest.buckets].sort((a, b) => a[0] - b[0]);
  return {
    kinds: kindsToText(digest.kinds),
    sum: decimalToText(digest.sum),
    squares: decimalToText(digest.squares),
    buckets: packCounted(
      buckets.map(([bucket]) => bucket),
      buckets.map(([, count]) => count),
    ),
    extremes: extremeNames.map((name) => extremeToText(digest.extremes[name])),
    level: values.level,
    values: packCounted(values.hashes, values.counts),
    ...(sketch ? { sketch: packAll(sketch) } : {}),
    frequent: digest.frequent.map(({ hash, count, name }) => [name ?? hash, count]),
  };
}

function digestFromText(text: DigestText): ColumnDigest {
  const buckets = unpackCounted(text.buckets);
  const values = unpackCounted(text.values);
  return {
    kinds: kindsFromText(text.kinds),
    sum: decimalFromText(text.sum),
    squares: decimalFromText(text.squares),
    buckets: new Map(Array.from(buckets.values, (bucket, at) => [bucket, buckets.counts[at]!])),
    extremes: Object.fromEntries(
      extremeNames.map((name, at) => [
        name,
        text.extremes[at] === null ? null : extremeFromText(listAt(what, text.extremes, at)),
      ]),
    ) as unknown as Extremes,
    values: { level: text.level, hashes: values.values, counts: values.counts },
    sketch: text.sketch === undefined ? null : unpackAll(text.sketch),
    frequent: text.frequent.map((_, at) => frequentFromText(listAt(what, text.frequent, at))),
  };
}

function frequentFromText(entry: readonly unknown[]): ColumnDigest['frequent'][number] {
  const count = numberAt(what, entry, 1);
  if (typeof entry[0] === 'number') return { hash: entry[0], count, name: null };
  const name = textAt(what, entry, 0);
  return { hash: hashCell(toCell(name)), count, name };
}

function kindsToText(kinds: KindCounts): number[] {
  const counts = storedKinds.map((kind) => kinds[kind]);
  while (counts.length > leastKinds && counts.at(-1) === 0) counts.pop();
  return counts;
}

function kindsFromText(counts: readonly number[]): KindCounts {
  return Object.fromEntries(
    storedKinds.map((kind, at) => [kind, at < counts.length ? numberAt(what, counts, at) : 0]),
  ) as KindCounts;
}

function decimalToText({ units, scale }: Decimal): DecimalText {
  return [units.toString(), scale];
}

function decimalFromText(text: DecimalText): Decimal {
  return { units: bigintAt(what, text, 0), scale: numberAt(what, text, 1) };
}

function extremeToText(extreme: Extreme): [number | string, number] | null {
  return extreme && [extreme.value, extreme.count];
}

function extremeFromText(text: readonly unknown[]): Extreme {
  return { value: typeof text[0] === 'string' ? text[0] : numberAt(what, text, 0), count: numberAt(what, text, 1) };
}

function packAll(numbers: Iterable<number>): string {
  const writer = new PackedWriter();
  for (const number of numbers) writer.write(number);
  return writer.finish();
}

function unpackAll(text: string): Float64Array {
  const reader = new PackedReader(text);
  const numbers: number[] = [];
  while (reader.more) numbers.push(reader.read());
  return Float64Array.from(numbers);
}
