import '../jitless.js';
import * as z from 'zod/mini';

/** The shapes in which a Realtime Database returns data, as schemas. */

/**
 * A record that keeps unknown fields: a newer release may have stored some, and a transaction writes back what it has
 * read. Its type names only the fields of this release.
 */
export function record<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodMiniObject<Shape> {
  return z.looseObject(shape);
}

/** Whether a key is a number as our code writes it. `00`, `-1` or `5e-1`, written by others, is not a block or row. */
export function isNumberKey(key: string): boolean {
  // safeguard: only-whole-numbers-are-keys, without: return key !== '';
  return /^(?:0|[1-9]\d*)$/.test(key);
}

/** Whether a node has children, which can then be accessed by number. */
export function hasChildren(node: unknown): node is Readonly<Record<number, unknown>> {
  return typeof node === 'object' && node !== null;
}

/**
 * The numbered children of a node, without children under other keys. The database returns such a node as an array if
 * its keys are dense, and otherwise as an object.
 */
export function numbered(node: unknown): [number, unknown][] {
  if (!hasChildren(node)) return [];
  return Object.entries(node)
    .filter(([key, child]) => isNumberKey(key) && child !== null && child !== undefined)
    .map(([key, child]) => [Number(key), child]);
}

/** Entries by key. If keys are numbers, the database may return the entries as an array. */
export function collection<Entry extends z.core.SomeType>(entry: Entry) {
  return z.pipe(
    z.pipe(
      z.unknown(),
      z.transform((node) => (Array.isArray(node) ? Object.fromEntries(numbered(node)) : node)),
    ),
    z.record(z.string(), entry),
  );
}

/** Numbered children as a map, in whichever shape the database returns them. */
export function numberedMap<Entry extends z.core.SomeType>(entry: Entry) {
  return z.pipe(
    z.pipe(
      z.unknown(),
      z.transform((node) => new Map(numbered(node))),
    ),
    z.map(z.number(), entry),
  );
}

/** Numbered children in order, without holes, in whichever shape the database returns them. */
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

/** A long text, cut into slices that fit into database strings. A short text may be stored as a plain string. */
export const slices = z.pipe(
  z.pipe(
    z.unknown(),
    z.transform((node) => (typeof node === 'string' ? [node] : node)),
  ),
  list(z.string()),
);
