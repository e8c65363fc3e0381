/** Sorts before every key; as the SDKs write it in queries. It holds brackets, so it can never be a key. */
export const MIN_KEY = '[MIN_NAME]';

/** Sorts after every key; as the SDKs write it in queries. */
export const MAX_KEY = '[MAX_NAME]';

/**
 * The database's order of keys: those that look like 32-bit integers first, by number (then by length, so that `1`
 * comes before `01`), the rest by UTF-16 code unit.
 * https://firebase.google.com/docs/database/web/lists-of-data#data-order
 */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (!mayBeSpecial(a) && !mayBeSpecial(b)) return a < b ? -1 : 1;
  if (a === MIN_KEY || b === MAX_KEY) return -1;
  if (a === MAX_KEY || b === MIN_KEY) return 1;
  return compareIntegers(a, integerOf(a), b, integerOf(b));
}

function compareIntegers(a: string, numberA: number | undefined, b: string, numberB: number | undefined): number {
  if (numberA === undefined && numberB === undefined) return a < b ? -1 : 1;
  if (numberA === undefined) return 1;
  if (numberB === undefined) return -1;
  // Reached only by `-0` and `00`: the SDK considers them equal, but two keys must not be.
  return numberA - numberB || a.length - b.length || (a < b ? -1 : 1);
}

/**
 * True for keys that may be integers or one of the two markers: the first characters rule out all others, even push
 * ids.
 */
function mayBeSpecial(key: string): boolean {
  const first = key.charCodeAt(0);
  return isDigit(first) || first === 91 || (first === 45 && isDigit(key.charCodeAt(1)));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The number a key sorts by, or `undefined` if it sorts as text. */
function integerOf(key: string): number | undefined {
  const negative = key.charCodeAt(0) === 45;
  const start = negative ? 1 : 0;
  if (key.length === start) return undefined;
  let value = 0;
  for (let i = start; i < key.length; i++) {
    const code = key.charCodeAt(i);
    if (!isDigit(code)) return undefined;
    value = value * 10 + code - 48;
    if (value > 2147483648) return undefined;
  }
  if (negative) return -value;
  return value > 2147483647 ? undefined : value;
}

/** Keys of array items, created once. */
const ARRAY_KEYS: string[] = [];

/** The key of an array item. */
export function arrayKey(index: number): string {
  return index < 10_000 ? (ARRAY_KEYS[index] ??= String(index)) : String(index);
}
