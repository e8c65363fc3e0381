/** Tells whether a value has the form of a `T`. */
export type Guard<T> = (value: unknown) => value is T;

/**
 * The value of a stored JSON text, such as a part of a total.
 *
 * @param what names the text in the error, as a plural: "sums of pairs"
 * @throws Error if the text is no JSON or its value has another form
 */
export function parseText<T>(what: string, text: string, fits: Guard<T>): T {
  const value = parseJson(what, text);
  if (fits(value)) return value;
  throw unknownForm(what);
}

/**
 * The number at an index of a stored list, for decoders that walk lists which their guard has only seen from outside.
 * @throws Error if there is something else
 */
export function numberAt(what: string, list: readonly unknown[], at: number): number {
  const value = list[at];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw unknownForm(what);
}

/**
 * The whole number at an index of a stored list, where large ones stand as texts.
 * @throws Error if there is something else
 */
export function bigintAt(what: string, list: readonly unknown[], at: number): bigint {
  const value = list[at];
  if (Number.isSafeInteger(value) || (typeof value === 'string' && /^-?\d+$/.test(value)))
    return BigInt(value as number | string);
  throw unknownForm(what);
}

/**
 * The text at an index of a stored list.
 * @throws Error if there is something else
 */
export function textAt(what: string, list: readonly unknown[], at: number): string {
  const value = list[at];
  if (typeof value === 'string') return value;
  throw unknownForm(what);
}

/**
 * The list at an index of a stored list.
 * @throws Error if there is something else
 */
export function listAt(what: string, list: readonly unknown[], at: number): readonly unknown[] {
  const value = list[at];
  if (Array.isArray(value)) return value;
  throw unknownForm(what);
}

/** The error for a stored text that its decoder does not know, such as one of another release. */
export function unknownForm(what: string): Error {
  return new Error(`The stored ${what} have an unknown form. Recount the data set.`);
}

/**
 * A guard that checks each member of an object. The compiler asks for a check of every member of `T`.
 *
 * Only the outline is checked, as `isArray` does not look at entries: totals hold millions of them, which their decoder
 * walks anyway (`numberAt` and its like). This finds a text of another kind or another release, not a single wrong number.
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
