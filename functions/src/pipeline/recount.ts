import type { DatasetRecord } from '../contract/dataset.js';
import { limits } from '../contract/limits.js';
import type { ModelRecord } from '../contract/model.js';
import { paths } from '../contract/paths.js';
import { fromSlices } from '../contract/published-model.js';
import { decodeProfile, finishProfile, type ProfileSummary } from '../datasets/profile.js';
import { offerModel } from './offer-model.js';
import { changeDataset, findDataset, readColumns } from './dataset-records.js';
import { runRounds, type RoundEnd } from './lease.js';
import { increment, refuse, type Context, type Tree, type Updates } from './ports.js';
import { removeDatasetRemains } from './remove-dataset.js';
import { blockRows, type IndexedRow } from './row-layout.js';
import { readCounters, readTotal } from './summaries.js';
import { readViewState, viewUpdates, type ViewState } from './view-updates.js';
import { modelView, profileView, type View } from './views.js';

/** Step 2 of retraining: brings the summaries and totals of a data set up to its rows. */
export async function recount(context: Context, dataset: string): Promise<void> {
  let stored = 0;
  await runRounds(context, paths.recount(dataset), async () => {
    const end = await recountRound(context, dataset);
    // Marks come in hundreds after an upload. The first rounds follow at once, then there is more in each.
    if (end === 'stored' && ++stored > 1) await context.clock.sleep(Math.min(1000, 50 * 2 ** stored));
    return end === 'gone' ? 'gone' : 'done';
  });
}

/**
 * One round: which blocks are dirty is read first, their rows last, so that a row written meanwhile leaves its block
 * dirty for the next round. Each view is stored in one write, which also orders that next round; a round that finds
 * nothing to do writes nothing. Models come before the profile, whose merge takes longer: training need not wait for it.
 */
async function recountRound(context: Context, dataset: string): Promise<RoundEnd | 'stored'> {
  const { tree } = context;
  const record = await findDataset(tree, dataset);
  if (!record) {
    await removeDatasetRemains(context, dataset);
    return 'gone';
  }
  const { rowsVersion } = record;
  const columns = await readColumns(tree, dataset, rowsVersion);
  const counters = await readCounters(tree, dataset, record);
  const views = await viewsOf(tree, dataset, rowsVersion, columns);
  const most = limits.blocksPerRecount;
  const states = await Promise.all(views.map((view) => readViewState(tree, view, counters, most)));

  const dirty = [...new Set(states.flatMap((state) => state.dirty))].sort((a, b) => a - b);
  const rows = await readBlocks(tree, dataset, record, dirty.slice(0, most), columns.length);
  const [profile, ...models] = states as [ViewState, ...ViewState[]];
  const next = { [`${paths.recount(dataset)}/requested`]: increment(1) };
  const ofModels: Updates = {};
  for (const state of models) Object.assign(ofModels, await viewUpdates(tree, state, counters, rows));
  const anyModel = Object.keys(ofModels).length > 0;
  if (anyModel) await tree.write({ ...ofModels, ...next });

  const ofProfile = await viewUpdates(tree, profile, counters, rows);
  if (Object.keys(ofProfile).length === 0) {
    if (profile.dirty.length === 0) await settleCounted(context, dataset, record, columns);
    return anyModel ? 'stored' : 'done';
  }
  const holes = await holesUpdates(tree, dataset, record, rows);
  await tree.write({ ...ofProfile, ...holes, ...next });
  const total = ofProfile[profile.view.totalPath] as { stamp: string; data: unknown };
  await settleProfile(context, dataset, record, columns, decodeProfile(fromSlices(total.data)));
  // Somebody who was held up here has put an old number of rows over a newer one: the next round puts it right.
  if ((await tree.read(`${profile.view.totalPath}/stamp`)) !== total.stamp) await tree.write(next);
  return 'stored';
}

/** Holds the record against what was counted: an edit counts rows on its own, ahead of the recount. */
async function settleCounted(
  context: Context,
  dataset: string,
  record: DatasetRecord,
  columns: string[],
): Promise<void> {
  const { totalPath } = profileView(dataset, record.rowsVersion, columns.length);
  const rows = await context.tree.read(`${totalPath}/rows`);
  if (rows === null || rows === record.rowCount) return;
  const total = await readTotal(context.tree, totalPath);
  if (total) await settleProfile(context, dataset, record, columns, decodeProfile(total.data));
}

/** Everything that is derived from a data set's rows: its profile first, then each model's interactions. */
export async function viewsOf(tree: Tree, dataset: string, rowsVersion: number, columns: string[]): Promise<View[]> {
  const models = await tree.find(paths.models(), 'dataset', dataset);
  const ofModels = Object.entries(models).map(([key, model]) =>
    modelView(key, model as ModelRecord, rowsVersion, columns),
  );
  return [profileView(dataset, rowsVersion, columns.length), ...ofModels.filter((view) => view !== null)];
}

async function readBlocks(
  tree: Tree,
  dataset: string,
  record: DatasetRecord,
  blocks: number[],
  columnCount: number,
): Promise<Map<number, IndexedRow[]>> {
  const rows = new Map<number, IndexedRow[]>();
  const waiting = [...blocks];
  const readers = Array.from({ length: 8 }, async () => {
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
      const value = await tree.read(paths.block(dataset, record.rowsVersion, block));
      rows.set(block, blockRows(value, block, record.rowsPerBlock, columnCount));
    }
  });
  await Promise.all(readers);
  return rows;
}

/**
 * How many rows each block misses, so that positions can be counted without reading it: of the blocks read, and, where
 * rows were written beyond the end, of those that lie between.
 */
async function holesUpdates(
  tree: Tree,
  dataset: string,
  record: DatasetRecord,
  rows: Map<number, IndexedRow[]>,
): Promise<Updates> {
  const { rowsPerBlock, rowsVersion } = record;
  const ends = [...rows.values()].map((live) => (live.at(-1)?.index ?? -1) + 1);
  const slots = Math.max(record.slots, ...ends);
  const live = new Map([...rows].map(([block, read]) => [block, read.length]));
  if (slots > record.slots) {
    const oldEnd = Math.max(0, Math.ceil(record.slots / rowsPerBlock) - 1);
    for (let block = oldEnd; block * rowsPerBlock < slots; block++) {
      if (!live.has(block)) live.set(block, (await tree.keys(paths.block(dataset, rowsVersion, block))).length);
    }
  }
  const updates: Updates = {};
  for (const [block, count] of live) {
    const room = Math.max(0, Math.min(rowsPerBlock, slots - block * rowsPerBlock));
    const missing = Math.max(0, room - count);
    updates[`${paths.holes(dataset, rowsVersion)}/${block}`] = missing === 0 ? null : missing;
  }
  return updates;
}

/** What a whole profile tells: how many rows there are, written by whomever, and whether a model suggests itself. */
async function settleProfile(
  context: Context,
  dataset: string,
  { rowsVersion }: DatasetRecord,
  columns: string[],
  profile: ProfileSummary,
): Promise<void> {
  await changeDataset(context, dataset, (record) => {
    const slots = Math.max(record.slots, profile.last);
    if (record.rowsVersion !== rowsVersion) return refuse;
    if (record.rowCount === profile.rows && record.slots === slots) return refuse;
    return { ...record, rowCount: profile.rows, slots, updatedAt: context.clock.now() };
  });
  await offerModel(context, dataset, finishProfile(profile, columns));
}
