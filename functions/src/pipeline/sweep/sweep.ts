import type { DatasetRecord } from '@segue/core/contract/dataset';
import { limits } from '@segue/core/contract/limits';
import type { ModelRecord } from '@segue/core/contract/model';
import { paths } from '@segue/core/contract/paths';
import type { UploadRecord } from '@segue/core/contract/upload';
import { decodeRowCount, rowsPart } from '@segue/core/tables/profile/profile';
import { hasNewBudget } from '../training/budget.js';
import { finishUpload } from '../rows/complete-upload.js';
import { readColumns } from '../records/dataset-records.js';
import { digestEach, digestOfParts } from '../records/digests.js';
import type { WorkState } from '../records/lease.js';
import { increment, type Context, type Updates } from '../ports.js';
import { digestOf, removeOldVersions } from '../training/publish.js';
import { versionDigest } from '../training/retrain.js';
import { blockRows } from '../rows/row-layout.js';
import { dirtyBlocks, readBlockNumbers, readCounters, readLabels } from '../counting/summaries.js';
import { columnsOf } from '@segue/core/versions/model-columns';
import { sweepStrays } from './sweep-strays.js';
import { isMadeFrom, readHead, readPart } from '../counting/totals.js';
import { closeUpload } from '../rows/upload-parts.js';
import { modelBasis, profileDerivation, derivationsOf, type Derivation } from '../counting/derivations.js';

/** Blocks whose content one sweep compares with their summaries, over all data sets. */
const blocksPerSweep = 4;

/**
 * Asks for what is missing and never does it itself: what an event that was lost, a worker that died or a caller that
 * stopped half-way has left undone. Finishes or drops uploads, removes strays.
 */
export async function sweep(context: Context): Promise<void> {
  const { tree } = context;
  await sweepUploads(context);
  await sweepStrays(context);
  const datasets = ((await tree.read(paths.datasets())) ?? {}) as Record<string, DatasetRecord>;
  const updates: Updates = {};
  for (const [id, record] of Object.entries(datasets)) {
    if (await needsRecount(context, id, record)) updates[`${paths.recount(id)}/requested`] = increment(1);
    // Tasks that were lost, and whose blocks others have counted.
    else if ((await tree.keys(paths.countTasks(id))).length > 0) updates[paths.countTasks(id)] = null;
  }
  const models = ((await tree.read(paths.models())) ?? {}) as Record<string, ModelRecord>;
  for (const [key, model] of Object.entries(models)) {
    const dataset = datasets[model.dataset];
    if (!dataset || (await needsTraining(context, key, model, dataset))) {
      updates[`${paths.training(key)}/requested`] = increment(1);
    }
    await removeOldVersions(context, key);
  }
  const { cursor, marks } = await checkSomeBlocks(context, datasets);
  Object.assign(updates, marks);
  if (Object.keys(updates).length > 0) context.log.info('The sweep asks for work', { paths: Object.keys(updates) });
  await tree.write({ ...updates, [paths.sweepCursor()]: cursor });
}

/** Finishes uploads that were completing, drops those that nobody goes on with. */
async function sweepUploads(context: Context): Promise<void> {
  const now = context.clock.now();
  const uploads = ((await context.tree.read(paths.uploads())) ?? {}) as Record<string, UploadRecord>;
  for (const [key, upload] of Object.entries(uploads)) {
    const hours = (now - upload.startedAt) / 3_600_000;
    // A request that stores rows lasts minutes; an upload in parts may wait for its person until tomorrow.
    const patience = upload.parts ? limits.uploadHours : 1;
    if (upload.state === 'completing') await finishUpload(context, key, upload, 'the owner').catch(noted(context, key));
    else if (upload.state === 'closed' || hours > patience) await closeUpload(context, key);
  }
}

function noted(context: Context, key: string): (error: unknown) => void {
  return (error) => context.log.error('An upload could not be finished', { key, error: String(error) });
}

/** Whether work was asked for and nobody is at it. */
async function isStranded({ tree, clock }: Context, path: string): Promise<boolean> {
  const work = (await tree.read(path)) as { requested?: number; state?: WorkState } | null;
  const open = (work?.requested ?? 0) > (work?.state?.handled ?? 0);
  const held = (work?.state?.lease?.until ?? 0) > clock.now();
  return (open && !held) || (work?.state?.lease !== undefined && !held);
}

async function needsRecount(context: Context, id: string, record: DatasetRecord): Promise<boolean> {
  const { tree } = context;
  if (await isStranded(context, paths.recount(id))) return true;
  const columns = await readColumns(tree, id, record.rowsVersion);
  const counters = await readCounters(tree, id, record);
  for (const derivation of await derivationsOf(tree, id, record.rowsVersion, columns)) {
    const labels = await readLabels(tree, derivation);
    const head = await readHead(tree, derivation.totalPath);
    if (dirtyBlocks(counters, labels).length > 0 || !isMadeFrom(head, labels)) return true;
  }
  const counted = await readPart(tree, profileDerivation(id, record.rowsVersion, columns.length).totalPath, rowsPart);
  return counted !== null && decodeRowCount(counted).rows !== record.rowCount;
}

async function needsTraining(
  context: Context,
  key: string,
  model: ModelRecord,
  dataset: DatasetRecord,
): Promise<boolean> {
  if (await isStranded(context, paths.training(key))) return true;
  if (model.current.pinned) return false;
  const totalPath = paths.modelTotal(key, modelBasis(dataset.rowsVersion, model.configuration));
  const total = await readHead(context.tree, totalPath);
  const phase = await context.tree.read(`${paths.progress(key)}/phase`);
  if (!total) {
    const columns = await readColumns(context.tree, model.dataset, dataset.rowsVersion);
    return columnsOf(model.configuration, columns) === null && phase !== 'failed' && phase !== 'cancelled';
  }
  // What failed or was cancelled on this very data waits for a change of it, or for tomorrow's budget.
  if (phase === 'failed') return await hasNewBudget(context, key);
  if (phase === 'cancelled') return false;
  return digestOf(model.current.version) !== versionDigest(total, model);
}

/**
 * Compares some blocks' rows with their summaries, and goes on from there the next time: the one way to find a write
 * past our code whose event was lost.
 */
async function checkSomeBlocks(
  context: Context,
  datasets: Record<string, DatasetRecord>,
): Promise<{ cursor: number | null; marks: Updates }> {
  const { tree } = context;
  const ofEach = Object.entries(datasets).map(async ([id, record]) =>
    (await readBlockNumbers(tree, id, record)).map((block) => ({ id, record, block })),
  );
  const all = (await Promise.all(ofEach)).flat();
  const start = Number((await tree.read(paths.sweepCursor())) ?? 0);
  const marks: Updates = {};
  for (let step = 0; step < Math.min(blocksPerSweep, all.length); step++) {
    const { id, record, block } = all[(start + step) % all.length]!;
    if (await isSummarised(context, id, record, block)) continue;
    marks[paths.change(id, record.rowsVersion, block)] = increment(1);
    marks[`${paths.recount(id)}/requested`] = increment(1);
  }
  return { cursor: all.length === 0 ? null : (start + blocksPerSweep) % all.length, marks };
}

async function isSummarised({ tree }: Context, id: string, record: DatasetRecord, block: number): Promise<boolean> {
  const columns = await readColumns(tree, id, record.rowsVersion);
  const [profile] = (await derivationsOf(tree, id, record.rowsVersion, columns)) as [Derivation];
  const labels = await readLabels(tree, profile);
  const value = await tree.read(paths.block(id, record.rowsVersion, block));
  const rows = blockRows(value, block, record.rowsPerBlock, columns.length);
  return (
    labels.get(block)?.digest === digestOfParts(digestEach(profile.summarise(rows))) ||
    (rows.length === 0 && !labels.has(block))
  );
}
