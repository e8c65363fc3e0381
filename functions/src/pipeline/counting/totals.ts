import { fromSlices, toSlices, type Slices } from '@segue/core/contract/slices';
import type { Parts } from '@segue/core/tables/parts';
import { digest, digestEach, digestOfParts } from '../records/digests.js';
import type { Counted } from '@segue/core/contract/stored/counted';
import type { TotalHead } from '@segue/core/contract/stored/derived';
import type { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { Tree } from '../ports.js';
import { stampOf, type Labels } from './summaries.js';

/** A total with all its parts, at one moment. */
export interface Total extends TotalHead {
  parts: Parts;
}

/** Where a total is stored. */
export type TotalPath = ReturnType<typeof paths.modelTotal>;

/** Reads the head of a total; `null` if there is no complete total. */
export async function readHead(tree: Tree, total: TotalPath): Promise<TotalHead | null> {
  return wholeHead(await tree.read(total.head));
}

/** Reads a total with all its parts; `null` if there is no complete total. */
export async function readTotal(tree: Tree, total: TotalPath): Promise<Total | null> {
  const node = await tree.read(total);
  const head = wholeHead(node?.head ?? null);
  if (!head) return null;
  const parts = Object.entries(node?.parts ?? {}).map(([part, slices]): [string, string] => [part, fromSlices(slices)]);
  return { ...head, parts: Object.fromEntries(parts) };
}

/** Reads one part of a total; `null` if there is none. */
export async function readPart(tree: Tree, total: TotalPath, part: string): Promise<string | null> {
  const slices = await tree.read(total.parts.child(part));
  return slices === null ? null : fromSlices(slices);
}

/** Whether a total was made from these labels. */
export function isMadeFrom(head: TotalHead | null, labels: Labels): head is TotalHead {
  return head !== null && head.stamp === stampOf(labels);
}

/** Whether a total was made from these labels, once every block was counted. */
export function isComplete(head: TotalHead | null, labels: Labels): head is TotalHead {
  return isMadeFrom(head, labels) && !head.partial;
}

/** What a total says of itself beside its sums. */
export interface TotalFacts {
  /** Whether some blocks are not counted yet. */
  isPartial: boolean;
  /** Which changes are in it, if that is known. */
  counted?: Counted | undefined;
}

/** The write that stores a total in place of the previous one. */
export function totalUpdates(
  total: TotalPath,
  labels: Labels,
  parts: Parts,
  { isPartial, counted }: TotalFacts,
): Updates {
  const digests = digestEach(parts);
  const head: TotalHead = {
    stamp: stampOf(labels),
    digest: digestOfParts(digests),
    characters: Object.values(parts).reduce((sum, { length }) => sum + length, 0),
    digests,
    ...(isPartial && { partial: true as const }),
    ...(counted && { counted }),
  };
  const slices = Object.entries(parts).map(([part, text]): [string, Slices] => [part, toSlices(text)]);
  return set(total, { head, parts: Object.fromEntries(slices) });
}

/** A part whose text changes; `null` stands for an absent part. */
export interface ChangedPart {
  part: string;
  before: string | null;
  after: string | null;
}

/** The write that changes some parts of a total. */
export function changeUpdates(
  total: TotalPath,
  head: TotalHead,
  changed: ChangedPart[],
  { labels, isPartial, counted }: TotalFacts & { labels: Labels },
): Updates {
  const digests = new Map(Object.entries(head.digests));
  let { characters } = head;
  const updates: Updates = {};
  for (const { part, before, after } of changed) {
    const [text, named] = [total.parts.child(part), total.head.digests.child(part)];
    if (after === null) {
      Object.assign(updates, remove(text), remove(named));
      digests.delete(part);
    } else {
      const fresh = digest(after);
      Object.assign(updates, set(text, toSlices(after)), set(named, fresh));
      digests.set(part, fresh);
    }
    characters += (after?.length ?? 0) - (before?.length ?? 0);
  }
  return {
    ...updates,
    ...set(total.head.stamp, stampOf(labels)),
    ...set(total.head.digest, digestOfParts(Object.fromEntries(digests))),
    ...set(total.head.characters, characters),
    ...(isPartial ? set(total.head.partial, true) : remove(total.head.partial)),
    ...(counted && set(total.head.counted, counted)),
  };
}

function wholeHead(head: TotalHead | null): TotalHead | null {
  if (head === null) return null;
  // safeguard: parts-of-two-writers-are-no-total
  if (head.digest !== digestOfParts(head.digests)) return null;
  return head;
}
