/**
 * In how many rows of a pair each tag cell stands. A key names the column, by its place among the tag columns, and the
 * whole cell: whether cells are lists can be decided only when all of them are known. Sums are a group, like
 * `InteractionSums`; a pair without any tag has none.
 */
export type PairTags = Map<string, number>;

/** A tag column, by its place among all of them, and a cell of it. */
export interface TagCell {
  column: number;
  cell: string;
}

/** The key of a cell in sums. */
export function tagKey({ column, cell }: TagCell): string {
  return `${column}:${cell}`;
}

/** The cell that a key stands for. */
export function tagCell(key: string): TagCell {
  const colon = key.indexOf(':');
  return { column: Number(key.slice(0, colon)), cell: key.slice(colon + 1) };
}

/** The sums of a pair after adding a block's, or subtracting them again; `undefined` if nothing is left. Changes the total. */
export function combineTags(
  total: PairTags | undefined,
  block: ReadonlyMap<string, number> | undefined,
  sign: 1 | -1,
): PairTags | undefined {
  if (!block) return total;
  const target = total ?? new Map<string, number>();
  for (const [key, rows] of block) {
    const count = (target.get(key) ?? 0) + sign * rows;
    if (count === 0) target.delete(key);
    else target.set(key, count);
  }
  return target.size === 0 ? undefined : target;
}
