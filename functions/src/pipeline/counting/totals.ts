import { fromSlices, toSlices, type Slices } from '@segue/core/contract/published-model';
import type { Parts } from '@segue/core/tables/parts';
import { digest, digestEach, digestOfParts } from '../records/digests.js';
import type { Tree, Updates } from '../ports.js';
import { stampOf, type Labels } from './summaries.js';

/**
 * `/totals/…/head`: what a total is made of. Whoever changes one writes the parts he changed, the digest of each and, of
 * the whole, what it ought to be then, in one write. So each part has the digest that stands for it here, and where two
 * have written at once, neither knowing of the other, the digest of the whole is not that of the parts' digests: the
 * total is then as good as not there, and merged again.
 */
export interface TotalHead {
  /** A hash of the labels it was made from. */
  stamp: string;
  /** The digest of `digests`. */
  digest: string;
  /** How long all parts are together. */
  characters: number;
  digests: Record<string, string>;
}

/** A total with all its parts, as of one moment. */
export interface Total extends TotalHead {
  parts: Parts;
}

/** The head of a total; `null` where there is none that is whole. */
export async function readHead(tree: Tree, totalPath: string): Promise<TotalHead | null> {
  return wholeHead(await tree.read(`${totalPath}/head`));
}

/** A total with all its parts; `null` where there is none that is whole. */
export async function readTotal(tree: Tree, totalPath: string): Promise<Total | null> {
  const node = (await tree.read(totalPath)) as { head?: unknown; parts?: Record<string, unknown> } | null;
  const head = wholeHead(node?.head);
  if (!head) return null;
  const parts = Object.entries(node?.parts ?? {}).map(([part, slices]) => [part, fromSlices(slices)]);
  return { ...head, parts: Object.fromEntries(parts) as Parts };
}

/** One part of a total; `null` where there is none. */
export async function readPart(tree: Tree, totalPath: string, part: string): Promise<string | null> {
  const slices = await tree.read(`${totalPath}/parts/${part}`);
  return slices === null ? null : fromSlices(slices);
}

/** Whether a total was made from these labels. */
export function isMadeFrom(head: TotalHead | null, labels: Labels): head is TotalHead {
  return head !== null && head.stamp === stampOf(labels);
}

/** The write that puts a total in the place of whatever was there. */
export function totalUpdates(totalPath: string, labels: Labels, parts: Parts): Updates {
  const digests = digestEach(parts);
  const head: TotalHead = {
    stamp: stampOf(labels),
    digest: digestOfParts(digests),
    characters: Object.values(parts).reduce((sum, { length }) => sum + length, 0),
    digests,
  };
  const slices = Object.entries(parts).map(([part, text]): [string, Slices] => [part, toSlices(text)]);
  return { [totalPath]: { head, parts: Object.fromEntries(slices) } };
}

/** A part that gets another text; `null` stands for a part that is not there. */
export interface ChangedPart {
  part: string;
  before: string | null;
  after: string | null;
}

/** The write that changes some parts of a total. */
export function changeUpdates(totalPath: string, head: TotalHead, labels: Labels, changed: ChangedPart[]): Updates {
  const digests = new Map(Object.entries(head.digests));
  let { characters } = head;
  const updates: Updates = {};
  for (const { part, before, after } of changed) {
    const of = after === null ? null : digest(after);
    updates[`${totalPath}/parts/${part}`] = after === null ? null : toSlices(after);
    updates[`${totalPath}/head/digests/${part}`] = of;
    if (of === null) digests.delete(part);
    else digests.set(part, of);
    characters += (after?.length ?? 0) - (before?.length ?? 0);
  }
  return {
    ...updates,
    [`${totalPath}/head/stamp`]: stampOf(labels),
    [`${totalPath}/head/digest`]: digestOfParts(Object.fromEntries(digests)),
    [`${totalPath}/head/characters`]: characters,
  };
}

function wholeHead(node: unknown): TotalHead | null {
  const head = node as (Omit<TotalHead, 'digests'> & { digests?: Record<string, string> }) | null | undefined;
  if (!head) return null;
  // The database keeps no empty object.
  const digests = head.digests ?? {};
  return head.digest === digestOfParts(digests) ? { ...head, digests } : null;
}
