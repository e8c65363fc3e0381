import type { DatasetRecord } from '../contract/dataset.js';
import { limits } from '../contract/limits.js';
import { paths } from '../contract/paths.js';
import { fromSlices } from '../contract/published-model.js';
import { decodeProfile, finishProfile, type ProfileSummary } from '../datasets/profile.js';
import { shareBlocks } from './count-tasks.js';
import { changeDataset, findDataset, readColumns } from './dataset-records.js';
import { holesUpdates } from './holes.js';
import { runRounds, type RoundEnd } from './lease.js';
import { offerModel } from './offer-model.js';
import { increment, refuse, type Context, type Updates } from './ports.js';
import { readBlocks } from './read-blocks.js';
import { removeDatasetRemains } from './remove-dataset.js';
import { dirtyBlocks, readCounters, readLabels, readTotal } from './summaries.js';
import { readViewState, viewUpdates } from './view-updates.js';
import { profileView, viewsOf, type View } from './views.js';

/** Step 2 of retraining: brings the summaries and totals of a data set up to its rows. */
export async function recount(context: Context, dataset: string): Promise<void> {
  let stored = 0;
  await runRounds(context, paths.recount(dataset), async () => {
    const end = await recountRound(context, dataset);
    // Marks come in hundreds after an upload. The first rounds follow at once, then there is more in each.
    if ((end === 'stored' || end === 'handed out') && ++stored > 1)
      await context.clock.sleep(Math.min(1000, 50 * 2 ** stored));
    return end === 'gone' ? 'gone' : 'done';
  });
}

/**
 * One round: which blocks are dirty is read before their rows, so that a row written meanwhile leaves its block dirty for
 * the next round. Each view is stored in one write, which also orders that next round; a round that finds nothing to do
 * writes nothing. Models come before the profile, whose total is larger and whose merge takes longer: training need not
 * wait for it. A total that somebody has stored since the labels were read has another stamp, and is not taken.
 */
async function recountRound(context: Context, dataset: string): Promise<RoundEnd | 'stored' | 'handed out'> {
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
  const labels = await Promise.all(views.map((view) => readLabels(tree, view)));
  const dirty = [...new Set(labels.flatMap((ofView) => dirtyBlocks(counters, ofView)))].sort((a, b) => a - b);
  // The first blocks of all are counted here: they tell whether there will be a model to count for.
  const isFirst = labels[0]!.size === 0;
  const share = isFirst ? { mine: dirty, isShared: false } : await shareBlocks(context, dataset, rowsVersion, dirty);
  const due = share.mine.slice(0, limits.blocksPerRecount);
  if (due.length === 0 && dirty.length > 0) return 'handed out';

  const read = { counters, due: new Set(due), isShared: share.isShared };
  const stateOf = (view: View, v: number) => readViewState(tree, view, labels[v]!, read);
  const models = await Promise.all(views.slice(1).map((view, m) => stateOf(view, m + 1)));
  const rows = await readBlocks(tree, dataset, record, due, columns.length);
  const next = { [`${paths.recount(dataset)}/requested`]: increment(1) };
  const ofModels: Updates = {};
  for (const state of models) Object.assign(ofModels, await viewUpdates(tree, state, counters, rows));
  const anyModel = Object.keys(ofModels).length > 0;
  if (anyModel) await tree.write({ ...ofModels, ...next });

  const profile = await stateOf(views[0]!, 0);
  const ofProfile = await viewUpdates(tree, profile, counters, rows);
  if (Object.keys(ofProfile).length === 0) {
    if (profile.dirty.length === 0) await settleCounted(context, dataset, record, columns);
    return anyModel ? 'stored' : 'done';
  }
  const holes = await holesUpdates(tree, dataset, record, rows);
  await tree.write({ ...ofProfile, ...holes, ...next });
  const total = ofProfile[profile.view.totalPath] as { stamp: string; data: unknown } | undefined;
  // Others are counting too: the total comes last.
  if (!total) return 'stored';
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
