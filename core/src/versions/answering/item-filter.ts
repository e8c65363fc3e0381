import type { Names } from './names.js';

/** Which items a request accepts, by name as people type it (`Names.find`). */
export interface ItemFilter {
  /** Only these; all if absent. */
  allow?: readonly string[] | undefined;
  /** None of these, even if `allow` names them. */
  exclude?: readonly string[] | undefined;
}

/** A filter with the rows of a model's items instead of names. */
export interface ResolvedFilter {
  /** Whether the request leaves out an item; absent if it leaves out none. */
  isLeftOut?: ((index: number) => boolean) | undefined;
  /** The names that the model does not have, each once, in the order of the request. */
  unknown: string[];
}

/** Looks up the names of a filter. */
export function resolveFilter(names: Names, { allow, exclude }: ItemFilter): ResolvedFilter {
  if (allow === undefined && exclude === undefined) return { unknown: [] };
  const unknown = new Set<string>();
  const rowsOf = (listed: readonly string[]) => {
    const rows = new Set<number>();
    for (const name of listed) {
      const row = names.find('item', name);
      if (row === null) unknown.add(name);
      else rows.add(row);
    }
    return rows;
  };
  const allowed = allow && rowsOf(allow);
  const excluded = rowsOf(exclude ?? []);
  return {
    isLeftOut: (index) => allowed?.has(index) === false || excluded.has(index),
    unknown: [...unknown],
  };
}
