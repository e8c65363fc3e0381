import '../jitless.js';
import * as z from 'zod/mini';

/** The shapes that a Realtime Database gives things back in, as schemas. */

/**
 * A record whose further fields are kept: a newer release may have stored some, and a transaction writes back what it
 * has read. Its type names the fields of this release alone.
 */
export function record<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodMiniObject<Shape> {
  return z.looseObject(shape);
}

/** Whether a key is a number as our code writes it. Others may write `00`, `-1` or `5e-1`, which are no block and no row. */
export function isNumberKey(key: string): boolean {
  // safeguard: only-whole-numbers-are-keys, without: return key !== '';
  return /^(?:0|[1-9]\d*)$/.test(key);
}

/** Whether a node has children, which may then be asked for by number. */
export function hasChildren(node: unknown): node is Readonly<Record<number, unknown>> {
  return typeof node === 'object' && node !== null;
}

/**
 * The numbered children of a node, without children of other keys. The database gives such a node back as an array where
 * its keys are dense, and as an object where they are not.
 */
export function numbered(node: unknown): [number, unknown][] {
  if (!hasChildren(node)) return [];
  return Object.entries(node)
    .filter(([key, child]) => isNumberKey(key) && child !== null && child !== undefined)
    .map(([key, child]) => [Number(key), child]);
}

/** Entries by key. Where keys are numbers, the database may give them back as an array. */
export function collection<Entry extends z.core.SomeType>(entry: Entry) {
  return z.pipe(
    z.pipe(
      z.unknown(),
      z.transform((node) => (Array.isArray(node) ? Object.fromEntries(numbered(node)) : node)),
    ),
    z.record(z.string(), entry),
  );
}

/** Numbered children as a map, whatever shape the database chose. */
export function numberedMap<Entry extends z.core.SomeType>(entry: Entry) {
  return z.pipe(
    z.pipe(
      z.unknown(),
      z.transform((node) => new Map(numbered(node))),
    ),
    z.map(z.number(), entry),
  );
}

/** Numbered children in order, without holes, whatever shape the database chose. */
export function list<Entry extends z.core.SomeType>(entry: Entry) {
  return z.pipe(
    z.pipe(
      z.unknown(),
      z.transform((node) =>
        numbered(node)
          .sort(([a], [b]) => a - b)
          .map(([, child]) => child),
      ),
    ),
    z.array(entry),
  );
}

/** A long text, cut into slices that a string of the database may hold. A short one may stand there as it is. */
export const slices = z.pipe(
  z.pipe(
    z.unknown(),
    z.transform((node) => (typeof node === 'string' ? [node] : node)),
  ),
  list(z.string()),
);
