import { type Cell, toCell } from '../cells.js';
import { type ColumnDigest, DigestBuilder } from './column-digest.js';
import { isTextHash } from './value-hash.js';

/**
 * What a block, or a whole data set, contributes to the profile of one column. If there are few values, all of them
 * with their counts, from which everything follows exactly; otherwise a digest. Only the values decide between the two.
 */
export type ColumnSummary = {
  /** The number of empty cells. */
  missing: number;
} & ({ values: Map<Cell, number>; digest: null } | { values: null; digest: ColumnDigest });

const most = { values: 5000, texts: 256, textLength: 200 };

/** Whether a column is listed, given how many values and texts it has and the length of the longest text. */
function isListed(values: number, texts: number, textLength: number): boolean {
  return values <= most.values && texts <= most.texts && textLength <= most.textLength;
}

/** Whether a column with a digest might now be listed, so that the digest would no longer be the right summary. */
export function mayBeListed({ values, extremes }: ColumnDigest): boolean {
  if (values.level > 0) return false;
  const texts = values.hashes.filter(isTextHash).length;
  return isListed(values.hashes.length, texts, Number(extremes.longest?.value ?? 0));
}

/** Builds the summary of a column, from cells or from the summaries of parts. */
export class ColumnBuilder {
  missing = 0;
  readonly #values = new Map<Cell, number>();
  #digest: DigestBuilder | null = null;

  /** Adds a cell that occurs `count` times. */
  add(cell: Cell, count = 1): void {
    if (cell === '') {
      this.missing += count;
      return;
    }
    // A write that bypasses our code may store a number as text; it counts as the number.
    this.#count(typeof cell === 'string' ? toCell(cell) : cell, count);
  }

  /** Adds the summary of a part. */
  addSummary({ missing, values, digest }: ColumnSummary): void {
    this.missing += missing;
    for (const [cell, count] of values ?? []) this.#count(cell, count);
    if (digest) (this.#digest ??= new DigestBuilder()).addDigest(digest);
  }

  /** The summary. The builder must not be used afterwards. */
  finish(): ColumnSummary {
    const values = this.#values;
    if (this.#digest === null && listable(values)) return { missing: this.missing, values, digest: null };
    return { missing: this.missing, values: null, digest: this.digest().finish() };
  }

  /** Everything added so far as a digest under construction, however few values there are. */
  digest(): DigestBuilder {
    const digest = this.#digest ?? new DigestBuilder();
    for (const [cell, count] of this.#values) digest.addValue(cell, count);
    return digest;
  }

  #count(value: Cell, count: number): void {
    this.#values.set(value, (this.#values.get(value) ?? 0) + count);
  }
}

function listable(values: ReadonlyMap<Cell, number>): boolean {
  if (values.size > most.values) return false;
  let texts = 0;
  let longest = 0;
  for (const value of values.keys()) {
    if (typeof value !== 'string') continue;
    texts++;
    longest = Math.max(longest, value.length);
  }
  return isListed(values.size, texts, longest);
}
