import { entryOf } from '../entry-of.js';

/**
 * Lists in a cell, such as the genres of an artist: `['rock', 'pop']`, `["rock","pop"]`, `{'rock', 'pop'}`, `rock, pop`,
 * `rock; pop`, `rock|pop`. A slash or an ampersand never separates: `R&B` and `singer/songwriter` are one genre each.
 */

/** Separates the parts of a cell without brackets: the first of these that the cell holds outside quotes. */
const delimiters = [';', '|', ','];
/** Separates parts in brackets. */
const comma = ',';

/** A list without parts, as Python and JSON write it. */
const emptyList = /^(?:\[\s*\]|\{\s*\}|\(\s*\)|set\(\))$/;
const closing: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };
const quotes = `'"`;

interface Part {
  text: string;
  quoted: boolean;
}

interface ListSyntax {
  parts: Part[];
  bracketed: boolean;
}

/**
 * The parts of a cell that is written as a list: trimmed, each once, in order, without empty ones. `null` for a single
 * name. An empty cell and an empty list have no parts.
 */
export function parseListCell(text: string): string[] | null {
  const list = readList(text.trim());
  return list && namesOf(list.parts);
}

/** The names in a cell of a column of lists: its parts, or the one name it is. */
export function namesInCell(text: string): string[] {
  return parseListCell(text) ?? [text.trim()];
}

/**
 * Whether a column holds lists, judging by its cells, however often each is given. One list in brackets is enough. Mere
 * delimiters separate only if most of the parts occur in two different cells or more: genres do, the halves of
 * `Earth, Wind & Fire` do not. Never ask this of an item column: `J Balvin, Maria Becerra` is one artist.
 */
export function isListColumn(cells: Iterable<string>): boolean {
  const different = new Set<string>();
  for (const cell of cells) different.add(cell.trim());
  const delimited = new Set<string>();
  const cellsOf = new Map<string, number>();
  for (const cell of different) {
    const list = readList(cell);
    if (list && isWrittenInFull(list)) return true;
    const names = list ? namesOf(list.parts) : [cell];
    for (const name of names) {
      cellsOf.set(name, (cellsOf.get(name) ?? 0) + 1);
      if (names.length > 1) delimited.add(name);
    }
  }
  const shared = [...delimited].filter((name) => entryOf(cellsOf, name) > 1);
  return 2 * shared.length > delimited.size;
}

/** Whether brackets can only mean a list: `[deleted]` may as well be a name. */
function isWrittenInFull({ parts, bracketed }: ListSyntax): boolean {
  return bracketed && (parts.length > 1 || parts.some(({ quoted }) => quoted));
}

function namesOf(parts: readonly Part[]): string[] {
  const names = parts.map(({ text }) => text.trim()).filter((name) => name !== '');
  return [...new Set(names)];
}

/** Reads a trimmed cell; `null` if it is no list. */
function readList(cell: string): ListSyntax | null {
  if (cell === '' || emptyList.test(cell)) return { parts: [], bracketed: false };
  if (cell.length > 1 && closing[cell[0]!] === cell.at(-1)) {
    const parts = splitParts(cell.slice(1, -1), comma);
    // Python writes sets and tuples of texts in quotes; other braces and parentheses belong to a name.
    if (cell.startsWith('[') || parts.every(({ text, quoted }) => quoted || text.trim() === '')) {
      return { parts, bracketed: true };
    }
  }
  for (const delimiter of delimiters) {
    if (!cell.includes(delimiter)) continue;
    const parts = splitParts(cell, delimiter);
    if (parts.length > 1) return { parts, bracketed: false };
  }
  return null;
}

function splitParts(text: string, delimiter: string): Part[] {
  const parts: Part[] = [];
  // A quote that nothing closes is looked for only once, else a long cell of such quotes would take for ever.
  let pending = quotes;
  for (let at = 0; at <= text.length;) {
    const start = skipBlanks(text, at);
    const quote = text[start] ?? ' ';
    const quoted = pending.includes(quote) ? readQuoted(text, start, delimiter) : null;
    if (!quoted) pending = pending.replace(quote, '');
    const found = text.indexOf(delimiter, quoted?.end ?? start);
    const end = found === -1 ? text.length : found;
    parts.push(quoted ? { text: quoted.text, quoted: true } : { text: text.slice(at, end), quoted: false });
    at = end + 1;
  }
  return parts;
}

/**
 * Reads a part in quotes. It ends at the first such quote with the delimiter or the end behind it, so that even
 * `'children's music'` is read as it was meant; `null` if there is none, as in `'80s, '90s`.
 */
function readQuoted(text: string, start: number, delimiter: string): { text: string; end: number } | null {
  const quote = text[start]!;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) {
      const next = skipBlanks(text, at + 1);
      if (next === text.length || text[next] === delimiter)
        return { text: unescape(text.slice(start + 1, at)), end: next };
    }
  }
  return null;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at]!.trim() === '') at++;
  return at;
}

const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** Resolves the escapes of JSON and Python: a hexadecimal code unit, a control character, or the character itself. */
function unescape(text: string): string {
  return text.replace(
    /\\(?:u([\da-f]{4})|x([\da-f]{2})|([^]))/gi,
    (_, long?: string, short?: string, one: string = '') => {
      const code = long ?? short;
      return code === undefined ? (controls[one] ?? one) : String.fromCharCode(Number.parseInt(code, 16));
    },
  );
}
