/** Tells whether a value has the form of a `T`. */
export type Guard<T> = (value: unknown) => value is T;

/**
 * The value of a stored JSON text, such as a part of a total.
 *
 * @param what names the text in the error, as a plural: "sums of pairs"
 * @throws Error if the text is no JSON or its value has another form
 */
export function parseStored<T>(what: string, text: string, fits: Guard<T>): T {
  const value = parseJson(what, text);
  if (fits(value)) return value;
  throw new Error(`The stored ${what} have an unknown form. Recount the data set.`);
}

/**
 * A guard that checks each member of an object. The compiler asks for a check of every member of `T`.
 *
 * Only the outline is checked, as `isArray` does not look at entries: totals hold millions of them, which their decoder
 * walks anyway. This finds a text of another kind or another release, not a single wrong number.
 */
export function hasMembers<T extends object>(checks: {
  [Name in keyof Required<T>]: (value: unknown) => boolean;
}): Guard<T> {
  const list = Object.entries<(value: unknown) => boolean>(checks);
  return (value): value is T => isObject(value) && list.every(([name, check]) => check(value[name]));
}

/** A check that also lets an absent member pass. */
export function optional(check: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || check(value);
}

/** Whether it is a number. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Whether it is a text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether it is an array, of whatever entries. */
export function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The stored ${what} are no JSON. Recount the data set.`, { cause });
  }
}
