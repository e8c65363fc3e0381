import { isNumeric } from '../columns/column-kinds.js';
import type { Repairs } from './repairs.js';
import { wellFormed } from '../cells.js';

/** Whether a table begins with column names, and the sentence that says why. */
export interface DetectedHeader {
  header: boolean;
  reason: string;
}

/** How a column votes: for a header, against one, or not at all. */
type Vote = 1 | 0 | -1;

/**
 * Whether the first record names the columns. Text above numbers is evidence for a header; a number above numbers, or a
 * text that occurs again further down, is evidence against. Without evidence, distinct names count as a header.
 */
export function detectHeader(records: readonly (readonly string[])[]): DetectedHeader {
  const [first, ...rest] = records;
  if (!first) return { header: false, reason: 'There are no lines.' };
  const votes = first.map((name, c) => voteOf(name, rest, c));
  const pro = votes.filter((vote) => vote === 1).length;
  const contra = votes.filter((vote) => vote === -1).length;
  if (contra > pro)
    return { header: false, reason: `The first line looks like data in ${contra} of ${first.length} columns.` };
  if (pro > 0)
    return { header: true, reason: `The first line differs from ${pro} of ${first.length} columns below it.` };
  return looksLikeNames(first)
    ? { header: true, reason: 'The first line has distinct names.' }
    : { header: false, reason: 'The first line has no distinct names.' };
}

function voteOf(name: string, rest: readonly (readonly string[])[], column: number): Vote {
  const values = rest.map((record) => record[column] ?? '').filter((value) => value !== '');
  if (values.length === 0) return 0;
  const numbers = values.filter(isNumeric).length;
  if (isNumeric(name)) return numbers > 0 ? -1 : 0;
  if (numbers >= values.length * 0.9) return name.trim() === '' ? 0 : 1;
  return name !== '' && values.includes(name) ? -1 : 0;
}

function looksLikeNames(first: readonly string[]): boolean {
  const names = first.map((name) => name.trim());
  return names.every((name) => name !== '' && !isNumeric(name)) && new Set(names).size === names.length;
}

/** The names of a table without a header: `col1`, `col2`, … */
export function numberedColumns(count: number): string[] {
  return Array.from({ length: count }, (_, c) => `col${c + 1}`);
}

/**
 * The names of a header, made unique. Blanks around a name are dropped, an empty name becomes `col3`, and a second
 * `name` becomes `name (2)`; each change is recorded as a repair.
 */
export function uniqueColumns(header: readonly string[], line: number, repairs: Repairs): string[] {
  const taken = new Set(header.map((name) => name.trim()));
  const used = new Set<string>();
  return header.map((given, c) => {
    const trimmed = wellFormed(given).trim();
    const name = trimmed === '' || used.has(trimmed) ? freeName(trimmed, c, taken) : trimmed;
    taken.add(name);
    used.add(name);
    if (trimmed === '') {
      repairs.add(line, 'renamed-column', `Line ${line} has no name for column ${c + 1}. It was named "${name}".`);
    } else if (name !== trimmed) {
      const message = `Line ${line} names column ${c + 1} "${trimmed}" again. It was named "${name}".`;
      repairs.add(line, 'renamed-column', message);
    }
    return name;
  });
}

function freeName(name: string, column: number, taken: ReadonlySet<string>): string {
  const base = name === '' ? `col${column + 1}` : name;
  if (!taken.has(base)) return base;
  for (let n = 2; ; n++) {
    const candidate = `${base} (${n})`;
    if (!taken.has(candidate)) return candidate;
  }
}
