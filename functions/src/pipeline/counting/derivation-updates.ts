import { entryOf } from '@segue/core/tables/entry-of';
import type { Parts } from '@segue/core/tables/parts';
import { digest, digestEach, digestOfParts } from '../records/digests.js';
import type { TotalHead } from '@segue/core/contract/stored/derived';
import { set, type Updates } from '@segue/core/contract/stored/updates';
import type { Tree } from '../ports.js';
import type { IndexedRow } from '../rows/row-layout.js';
import { dirtyBlocks, labelText, readSummaries, type FreshSummary, type Labels } from './summaries.js';
import {
  changeUpdates,
  isComplete,
  isMadeFrom,
  readHead,
  readPart,
  totalUpdates,
  type ChangedPart,
  type TotalFacts,
} from './totals.js';
import { countedChanges, type NotedChanges } from './counted-changes.js';
import type { Derivation } from './derivations.js';

/** A derivation as it stood before the rows were read. */
export interface DerivationState {
  derivation: Derivation;
  labels: Labels;
  /** The head of the total, or `null` if there is no complete total. */
  head: TotalHead | null;
  dirty: number[];
  /** The old summaries of the dirty blocks that this round reads. */
  summaries: Map<number, Parts>;
  /** Whether this round leaves the total to a later one because other workers are storing summaries too. */
  leavesTotal: boolean;
}

/** What a round knows before it turns to a derivation. */
export interface RoundStart {
  counters: Map<number, number>;
  /** The blocks whose rows it will read. */
  due: Set<number>;
  /** Whether other workers count blocks too. */
  isShared: boolean;
}

/** Reads the state of a derivation: everything but the rows. */
export async function readDerivationState(
  tree: Tree,
  derivation: Derivation,
  labels: Labels,
  { counters, due, isShared }: RoundStart,
): Promise<DerivationState> {
  const dirty = dirtyBlocks(counters, labels).sort((a, b) => a - b);
  const reading = dirty.filter((block) => due.has(block));
  const leavesTotal = isShared && reading.length < dirty.length;
  const summaries = new Map<number, Parts>();
  const summarised = leavesTotal ? [] : reading.filter((block) => labels.has(block));
  const [head] = await Promise.all([
    readHead(tree, derivation.total),
    ...summarised.map(async (block) => {
      // The database does not store empty objects: a block without rows has a label but no parts.
      summaries.set(block, (await tree.read(derivation.summaries.data.child(block))) ?? {});
    }),
  ]);
  return { derivation, head, labels, dirty, summaries, leavesTotal };
}

/** The writes of one derivation: fresh summaries with labels, the total with its stamp. Empty if nothing changed. */
export async function derivationUpdates(
  tree: Tree,
  state: DerivationState,
  counters: Map<number, number>,
  { rows, noted }: { rows: Map<number, IndexedRow[]>; noted: NotedChanges },
): Promise<Updates> {
  const { derivation, head, labels } = state;
  const fresh = freshSummaries(derivation, state.dirty, counters, rows);
  const unread = state.dirty.filter((block) => !rows.has(block)).length;
  if (fresh.size === 0 && (unread > 0 || isComplete(head, labels))) return {};

  const updates = summaryUpdates(derivation, fresh);
  if (state.leavesTotal) return updates;
  const isPartial = unread > 0;
  const counted = derivation.namesChanges
    ? await countedChanges(noted, { before: head?.counted, fresh, labels, isPartial })
    : undefined;
  const facts: TotalFacts = { isPartial, counted };
  const changed = await changedTotal(tree, state, fresh, facts);
  Object.assign(updates, changed ?? (await mergedTotal(tree, derivation, fresh, facts)));
  // A model trained on some of the rows would be discarded, so only the write that completes the total requests it.
  if (isPartial) return updates;
  return {
    ...updates,
    // safeguard: recount-asks-for-training-with-its-sums
    ...derivation.afterStore,
  };
}

/** The writes that store fresh summaries, each with its label. */
export function summaryUpdates({ summaries }: Derivation, fresh: Map<number, FreshSummary>): Updates {
  const updates: Updates = {};
  for (const [block, { label, parts }] of fresh) {
    Object.assign(
      updates,
      set(summaries.labels.child(block), labelText(label)),
      set(summaries.data.child(block), parts),
    );
  }
  return updates;
}

/** Summaries of the dirty blocks whose rows were read, each labelled with the counter read before the rows. */
export function freshSummaries(
  derivation: Derivation,
  dirty: number[],
  counters: Map<number, number>,
  rows: Map<number, IndexedRow[]>,
): Map<number, FreshSummary> {
  const fresh = new Map<number, FreshSummary>();
  for (const block of dirty) {
    const read = rows.get(block);
    if (!read) continue;
    const parts = derivation.summarise(read);
    const label = {
      counter: entryOf(counters, block),
      // safeguard: labels-name-their-content-by-digest, without: digest: ''
      digest: digestOfParts(digestEach(parts)),
    };
    fresh.set(block, { parts, label });
  }
  return fresh;
}

/**
 * The write that replaces old summaries with fresh ones in the parts of the total that they change. `null` if the total
 * must be merged again: its stamp does not match the labels, an old summary does not match its label, another worker
 * has changed a part in the meantime, or only all the summaries together determine the new value.
 */
async function changedTotal(
  tree: Tree,
  state: DerivationState,
  fresh: Map<number, FreshSummary>,
  facts: TotalFacts,
): Promise<Updates | null> {
  const { derivation, head, labels } = state;
  const old = [...fresh.keys()].filter((block) => labels.has(block));
  if (head === null) return null;
  // safeguard: totals-are-taken-under-the-stamp-of-their-labels
  if (!isMadeFrom(head, labels)) return null;
  if (!old.every((block) => isNamed(state, block))) return null;
  const changed = await Promise.all(
    changesByPart(state, fresh).map(async ({ part, old, fresh }): Promise<ChangedPart | null> => {
      const known = head.digests[part];
      const before = known === undefined ? null : await readPart(tree, derivation.total, part);
      // safeguard: parts-are-taken-under-their-digest
      if (before !== null && digest(before) !== known) return null;
      const after = derivation.replace(part, before, old, fresh);
      return after === undefined ? null : { part, before, after };
    }),
  );
  if (!changed.every((part) => part !== null)) return null;
  return changeUpdates(derivation.total, head, changed, { ...facts, labels: withFresh(labels, fresh) });
}

/** The old and fresh summaries of one part, in block order. */
interface PartChange {
  part: string;
  old: string[];
  fresh: string[];
}

/** A late event may mark a block that has not changed, and most edits leave most parts alone. */
function changesByPart({ summaries }: DerivationState, fresh: Map<number, FreshSummary>): PartChange[] {
  const changes = new Map<string, PartChange>();
  for (const [block, { parts }] of [...fresh].sort(([a], [b]) => a - b)) {
    const old = summaries.get(block) ?? {};
    for (const part of new Set([...Object.keys(old), ...Object.keys(parts)])) {
      if (old[part] === parts[part]) continue;
      const change = changes.get(part) ?? { part, old: [], fresh: [] };
      changes.set(part, change);
      if (old[part] !== undefined) change.old.push(old[part]);
      if (parts[part] !== undefined) change.fresh.push(parts[part]);
    }
  }
  return [...changes.values()];
}

/** The write of a total merged from all summaries, stamped with their labels. */
async function mergedTotal(
  tree: Tree,
  derivation: Derivation,
  fresh: Map<number, FreshSummary>,
  facts: TotalFacts,
): Promise<Updates> {
  const stored = await readSummaries(tree, derivation);
  const all = new Map(stored.parts);
  for (const [block, { parts }] of fresh) all.set(block, parts);
  const inOrder = [...all].sort(([a], [b]) => a - b).map(([, parts]) => parts);
  const merged: Parts = {};
  for (const part of new Set(inOrder.flatMap((parts) => Object.keys(parts)))) {
    const text = derivation.merge(
      part,
      inOrder.flatMap((parts) => parts[part] ?? []),
    );
    if (text !== null) merged[part] = text;
  }
  return totalUpdates(derivation.total, withFresh(stored.labels, fresh), merged, facts);
}

function isNamed({ summaries, labels }: DerivationState, block: number): boolean {
  const parts = summaries.get(block);
  return (
    parts !== undefined &&
    // safeguard: old-summaries-are-those-their-labels-name
    // safeguard: labels-name-their-content-by-digest
    digestOfParts(digestEach(parts)) === labels.get(block)?.digest
  );
}

function withFresh(labels: Labels, fresh: Map<number, FreshSummary>): Labels {
  const all = new Map(labels);
  for (const [block, { label }] of fresh) all.set(block, label);
  return all;
}
