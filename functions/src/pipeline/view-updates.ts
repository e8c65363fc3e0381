import { toSlices } from '../contract/published-model.js';
import { digest } from './digests.js';
import type { Tree, Updates } from './ports.js';
import type { IndexedRow } from './row-layout.js';
import {
  dirtyBlocks,
  labelText,
  readSummaries,
  readTotal,
  stampOf,
  type FreshSummary,
  type Labels,
  type Total,
} from './summaries.js';
import type { View } from './views.js';

/** A view as it stood before the rows were read. */
export interface ViewState {
  view: View;
  labels: Labels;
  /** The stamp of the total; `null` where there is none. */
  stamp: string | null;
  /** Read only where something is dirty: it is by far the largest part. */
  total: Total | null;
  dirty: number[];
  /** The old summaries of the dirty blocks that are read. */
  summaries: Map<number, string>;
  /** Whether this round leaves the total to a later one, as others store summaries at the same time. */
  leavesTotal: boolean;
}

/** What a round has found out before it looks at a view. */
export interface RoundStart {
  counters: Map<number, number>;
  /** The blocks whose rows it is going to read. */
  due: Set<number>;
  /** Whether others count blocks too. */
  isShared: boolean;
}

/** Reads where a view stands: everything but the rows. */
export async function readViewState(
  tree: Tree,
  view: View,
  labels: Labels,
  { counters, due, isShared }: RoundStart,
): Promise<ViewState> {
  const dirty = dirtyBlocks(counters, labels).sort((a, b) => a - b);
  const reading = dirty.filter((block) => due.has(block));
  const leavesTotal = isShared && reading.length < dirty.length;
  const total = reading.length > 0 && !leavesTotal ? await readTotal(tree, view.totalPath) : null;
  const stamp = total ? total.stamp : ((await tree.read(`${view.totalPath}/stamp`)) as string | null);
  const summaries = new Map<number, string>();
  const summarised = leavesTotal ? [] : reading.filter((block) => labels.has(block));
  await Promise.all(
    summarised.map(async (block) => {
      const data = await tree.read(`${view.summariesPath}/data/${block}`);
      if (typeof data === 'string') summaries.set(block, data);
    }),
  );
  return { view, stamp, total, labels, dirty, summaries, leavesTotal };
}

/** The writes of one view: fresh summaries with their labels, the total with its stamp. None where nothing is to do. */
export async function viewUpdates(
  tree: Tree,
  state: ViewState,
  counters: Map<number, number>,
  rows: Map<number, IndexedRow[]>,
): Promise<Updates> {
  const { view, stamp, labels } = state;
  const fresh = freshSummaries(view, state.dirty, counters, rows);
  const unread = state.dirty.filter((block) => !rows.has(block)).length;
  if (fresh.size === 0 && (unread > 0 || stamp === stampOf(labels))) return {};

  const updates = summaryUpdates(view, fresh);
  if (state.leavesTotal) return updates;
  const merged = await mergeView(tree, state, fresh);
  updates[view.totalPath] = {
    stamp: stampOf(merged.labels),
    digest: digest(merged.data),
    data: toSlices(merged.data),
    ...view.beside(merged.data),
  };
  // Training on a part of the rows would be thrown away: the write that leaves nothing unread asks for it.
  return unread > 0 ? updates : { ...updates, ...view.afterStore };
}

/** The writes of fresh summaries, each with its label. */
export function summaryUpdates({ summariesPath }: View, fresh: Map<number, FreshSummary>): Updates {
  const updates: Updates = {};
  for (const [block, { label, data }] of fresh) {
    updates[`${summariesPath}/labels/${block}`] = labelText(label);
    updates[`${summariesPath}/data/${block}`] = data;
  }
  return updates;
}

/** Summaries of the dirty blocks whose rows were read, labelled with the counter that was read before them. */
export function freshSummaries(
  view: View,
  dirty: number[],
  counters: Map<number, number>,
  rows: Map<number, IndexedRow[]>,
): Map<number, FreshSummary> {
  const fresh = new Map<number, FreshSummary>();
  for (const block of dirty) {
    const read = rows.get(block);
    if (!read) continue;
    const data = view.summarise(read);
    fresh.set(block, { data, label: { counter: counters.get(block)!, digest: digest(data) } });
  }
  return fresh;
}

/**
 * The total over the stored summaries with the fresh ones in their place: by subtraction where the total's stamp fits
 * the labels and each old summary is the one its label names, else merged again from the summaries, under the labels
 * those carry.
 */
async function mergeView(
  tree: Tree,
  state: ViewState,
  fresh: Map<number, FreshSummary>,
): Promise<{ labels: Labels; data: string }> {
  const { view, total, labels } = state;
  const old = [...fresh.keys()].filter((block) => labels.has(block));
  if (total?.stamp === stampOf(labels) && old.every((block) => isNamed(state, block))) {
    // A block may be marked without being changed: by an event that came late, or by an edit of another column.
    const changed = [...fresh].filter(([block, { data }]) => state.summaries.get(block) !== data);
    const before = changed.flatMap(([block]) => state.summaries.get(block) ?? []);
    const after = changed.map(([, { data }]) => data);
    const data = changed.length === 0 ? total.data : view.adjust(total.data, before, after);
    if (data !== null) return { labels: withFresh(labels, fresh), data };
  }
  const stored = await readSummaries(tree, view);
  const all = new Map(stored.data);
  for (const [block, { data }] of fresh) all.set(block, data);
  const inOrder = [...all.keys()].sort((a, b) => a - b);
  return { labels: withFresh(stored.labels, fresh), data: view.merge(inOrder.map((block) => all.get(block)!)) };
}

function isNamed(state: ViewState, block: number): boolean {
  const data = state.summaries.get(block);
  return data !== undefined && digest(data) === state.labels.get(block)!.digest;
}

function withFresh(labels: Labels, fresh: Map<number, FreshSummary>): Labels {
  const all = new Map(labels);
  for (const [block, { label }] of fresh) all.set(block, label);
  return all;
}
