/** One value of a row as it is stored: a number only where that loses nothing, else the source text. Empty is `""`. */
export type Cell = string | number;

const replacement = '\uFFFD';

/**
 * The cell for a source text. A number only where the canonical text of the number is the source text (`0.35`, `-7`),
 * so that `cellText(toCell(text)) === text` for every text; `007`, `1.50`, `8.19E-06`, `-0` and `1e21` stay text.
 * The one exception: half a surrogate pair, which neither JSON nor the database can carry, becomes U+FFFD.
 */
export function toCell(text: string): Cell {
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 45;
  if (!numeric) return isPlain(text) ? text : wellFormed(text);
  if (text.length > 24) return wellFormed(text);
  const value = Number(text);
  // -0 prints as 0 and -Infinity prints as itself, so both need more than the comparison of texts.
  return String(value) === text && Number.isFinite(value) ? value : wellFormed(text);
}

/** The source text of a cell. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : String(cell);
}

/**
 * The cell for a value out of JSON: `null` is empty, booleans are `true` and `false`, a number is itself, and an object
 * or array is its JSON text. Texts are taken as in a CSV file, so `"0.35"` and `0.35` are the same cell.
 */
export function fromJson(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return toCell(value);
  if (typeof value === 'number') return toCell(String(value));
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  // Functions and symbols have no JSON text; JSON itself never holds one.
  return typeof value === 'object' ? wellFormed(JSON.stringify(value)) : '';
}

/** The text with every half of a surrogate pair replaced by U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, replacement);
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xf800) === 0xd800) return false;
  }
  return true;
}
