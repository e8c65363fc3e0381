import type { Cell } from '@segue/core/tables/cells';
import type { Parts } from '@segue/core/tables/parts';
import {
  decodeProfile,
  encodeProfile,
  mergeProfilePart,
  type ProfileSummary,
  replaceProfilePart,
  summariseProfile,
} from '@segue/core/tables/profile/profile';

/** A row as the profile takes it. */
export interface Row {
  index: number;
  cells: Cell[];
}

/** Rows numbered from `first`. */
export function rowsOf(cells: Cell[][], first = 0): Row[] {
  return cells.map((row, i) => ({ index: first + i, cells: row }));
}

/** The summaries of rows in blocks of `size`. */
export function profileSplit(rows: Row[], size: number, columnCount: number): ProfileSummary[] {
  const blocks = Math.ceil(rows.length / size);
  return Array.from({ length: blocks }, (_, b) => summariseProfile(rows.slice(b * size, (b + 1) * size), columnCount));
}

/** The summary of all blocks together, merged part by part as the recount does. */
export function mergeProfiles(summaries: readonly ProfileSummary[]): ProfileSummary {
  return decodeProfile(mergeParts(summaries.map(encodeProfile)));
}

/** The parts of all blocks together. */
export function mergeParts(blocks: readonly Parts[]): Parts {
  const names = [...new Set(blocks.flatMap((parts) => Object.keys(parts)))];
  const merged = names.map((name) => [
    name,
    mergeProfilePart(
      name,
      blocks.flatMap((parts) => parts[name] ?? []),
    ),
  ]);
  return Object.fromEntries(merged) as Parts;
}

/** A total after a block was exchanged, or null where one of its parts cannot tell. */
export function replaceBlock(total: Parts, old: Parts, fresh: Parts): Parts | null {
  const parts = Object.keys(total).map((name) => [
    name,
    replaceProfilePart(name, total[name]!, [old[name]!], [fresh[name]!]),
  ]);
  return parts.every(([, text]) => text !== undefined) ? (Object.fromEntries(parts) as Parts) : null;
}
