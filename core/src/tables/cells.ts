/** One value of a row as stored: a number only if that loses nothing, else the source text. Empty is `""`. */
export type Cell = string | number;

const replacement = '\uFFFD';

/**
 * The cell for a source text. A number only if the number's canonical text is the source text (`0.35`, `-7`), so that
 * `cellText(toCell(text)) === text` for every text; `007`, `1.50`, `8.19E-06`, `-0` and `1e21` stay text.
 * The one exception: half a surrogate pair, which neither JSON nor the database can carry, becomes U+FFFD.
 */
export function toCell(text: string): Cell {
  const plain = plainNumber(text);
  if (plain !== null) return plain;
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 45;
  // The longest canonical text of a number has 25 characters: a sign, 0.00000 and 17 digits.
  if (!numeric || text.length > 25) return isWellFormed(text) ? text : wellFormed(text);
  const value = Number(text);
  // -Infinity prints as itself, but JSON cannot represent it.
  return String(value) === text && Number.isFinite(value) ? value : wellFormed(text);
}

const powers = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The number in a text such as `-12.35`; null if its canonical text might differ. No two texts of at most fifteen
 * digits give the same double, so the text is canonical; the quotient of two whole numbers is rounded like the text.
 */
function plainNumber(text: string): number | null {
  const length = text.length;
  const start = text.charCodeAt(0) === 45 ? 1 : 0;
  if (length === start || length - start > 16) return null;
  let point = -1;
  let digits = 0;
  for (let at = start; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) digits = digits * 10 + code - 48;
    else if (code === 46 && point === -1) point = at;
    else return null;
  }
  const decimals = point === -1 ? 0 : length - point - 1;
  const whole = length - start - (point === -1 ? 0 : decimals + 1);
  if (whole === 0 || whole + decimals > 15 || (whole > 1 && text.charCodeAt(start) === 48)) return null;
  // No -0, no zero at the end of a fraction, and nothing so small that it is written with an exponent.
  if (point === -1 ? start === 1 && digits === 0 : text.charCodeAt(length - 1) === 48 || decimals === 0) return null;
  const value = digits / powers[decimals]!;
  if (decimals > 0 && value < 1e-6) return null;
  return start === 1 ? -value : value;
}

/** The source text of a cell. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : String(cell);
}

/**
 * The cell for a JSON value: `null` is empty, booleans become `true` and `false`, numbers stay numbers, and objects and
 * arrays become their JSON text. Texts are treated as in a CSV file, so `"0.35"` and `0.35` are the same cell.
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

function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xf800) === 0xd800) return false;
  }
  return true;
}
