/** Sorts before every key; as the SDKs write it in queries. It holds brackets, so it can never be a key. */
export const MIN_KEY = '[MIN_NAME]';

/** Sorts after every key; as the SDKs write it in queries. */
export const MAX_KEY = '[MAX_NAME]';

const INTEGER = /^-?0*\d{1,10}$/;

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
  // Equal numbers and lengths are left for `-0` beside `00`: the SDK calls them equal, two keys must not be.
  return numberA - numberB || a.length - b.length || (a < b ? -1 : 1);
}

/** True for keys that start with a digit, `-` or `[`: only those need a closer look. */
function mayBeSpecial(key: string): boolean {
  const first = key.charCodeAt(0);
  return (first >= 48 && first <= 57) || first === 45 || first === 91;
}

/** The number a key stands for in the order of keys, or `undefined` when it counts as text. */
export function integerOf(key: string): number | undefined {
  if (!INTEGER.test(key)) return undefined;
  const value = Number(key);
  return value >= -2147483648 && value <= 2147483647 ? value : undefined;
}
