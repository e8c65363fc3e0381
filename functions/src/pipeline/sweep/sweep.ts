import { unnamedOwner, type DatasetRecord } from '@segue/core/contract/stored/dataset';
import { limits } from '@segue/core/contract/limits';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { decodeRowCount, rowsPart } from '@segue/core/tables/profile/profile';
import { finishDeletions } from '../accounts/delete-account.js';
import { finishErasures } from '../erasure/erase-rows.js';
import { hasNewBudget } from '../training/budget.js';
import { isOpened } from '../training/cause.js';
import { finishUpload } from '../rows/complete-upload.js';
import { readColumns } from '../records/dataset-records.js';
import { digestEach, digestOfParts } from '../records/digests.js';
import type { Path } from '@segue/core/contract/stored/path';
import { bump, remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { WorkRecord } from '@segue/core/contract/stored/work';
import type { Context } from '../ports.js';
import { removeOldVersions } from '../training/publish.js';
import { digestOf, versionDigest } from '../training/version-digest.js';
import { blockRows } from '../rows/row-layout.js';
import { dirtyBlocks, readBlockNumbers, readCounters, readLabels } from '../counting/summaries.js';
import { columnsOf } from '@segue/core/versions/model-columns';
import { dropDeletedRows } from './drop-deleted-rows.js';
import { sweepStrays } from './sweep-strays.js';
import { upgradeStored } from './upgrade.js';
import { isComplete, readHead, readPart } from '../counting/totals.js';
import { closeUpload } from '../rows/upload-parts.js';
import { derivationsOf, modelBasis, profileDerivation, readModels } from '../counting/derivations.js';

/** How many blocks one sweep compares with their summaries, over all data sets. */
const blocksPerSweep = 4;

/**
 * Requests work that a lost event, a dead worker or an interrupted caller has left undone; it never does that work
 * itself. Finishes or drops uploads, finishes deletions of accounts and erasures, and removes strays.
 */
export async function sweep(context: Context): Promise<void> {
  const { tree } = context;
  await sweepUploads(context);
  await finishDeletions(context);
  await finishErasures(context);
  await upgradeStored(context);
  await sweepStrays(context);
  const { entries: datasets, unreadable } = await tree.readEach(paths.datasets());
  const updates: Updates = {};
  for (const [id, record] of datasets) {
    await dropDeletedRows(context, id, record);
    const { requested, tasks } = paths.recount(id);
    if (await needsRecount(context, id, record)) Object.assign(updates, bump(requested));
    // Lost tasks whose blocks other workers have counted.
    else if ((await tree.keys(tasks)).length > 0) Object.assign(updates, remove(tasks));
  }
  const models = await tree.readEach(paths.models());
  for (const [key, model] of models.entries) {
    if (unreadable.includes(model.dataset)) continue;
    const dataset = datasets.get(model.dataset);
    if (!dataset || (await needsTraining(context, key, model, dataset))) {
      Object.assign(updates, bump(paths.training(key).requested));
    }
    await removeOldVersions(context, key);
  }
  const { cursor, marks } = await checkSomeBlocks(context, datasets);
  Object.assign(updates, marks);
  if (Object.keys(updates).length > 0) context.log.info('The sweep queued work', { paths: Object.keys(updates) });
  await tree.write({
    ...updates,
    ...(cursor === null ? remove(paths.sweepCursor()) : set(paths.sweepCursor(), cursor)),
  });
}

/** Finishes uploads that are completing and drops abandoned ones. */
async function sweepUploads(context: Context): Promise<void> {
  const now = context.clock.now();
  const uploads = await context.tree.readEach(paths.uploads());
  for (const [key, upload] of uploads.entries) {
    const hours = (now - upload.startedAt) / 3_600_000;
    // A request that stores rows takes minutes; an upload in parts may wait a day for its user.
    const patience = upload.parts ? limits.uploadHours : 1;
    if (upload.state === 'completing')
      await finishUpload(context, key, upload, unnamedOwner).catch(noted(context, key));
    else if (upload.state === 'closed' || hours > patience) await closeUpload(context, key);
  }
}

function noted(context: Context, key: string): (error: unknown) => void {
  return (error) => context.log.error('An upload could not be finished', { key, error: String(error) });
}

/** Whether work was requested but no worker is doing it. */
async function isStranded({ tree, clock }: Context, path: Path<WorkRecord>): Promise<boolean> {
  const work = await tree.read(path);
  const open = (work?.requested ?? 0) > (work?.state?.handled ?? 0);
  const held = (work?.state?.lease?.until ?? 0) > clock.now();
  // safeguard: sweep-finds-requests-nobody-handles
  if (open && !held) return true;
  return work?.state?.lease !== undefined && !held;
}

async function needsRecount(context: Context, id: string, record: DatasetRecord): Promise<boolean> {
  const { tree } = context;
  if (await isStranded(context, paths.recount(id))) return true;
  const columns = await readColumns(tree, id, record.rowsVersion);
  const counters = await readCounters(tree, id, record);
  for (const derivation of derivationsOf(await readModels(tree, id), id, record, columns)) {
    const labels = await readLabels(tree, derivation);
    const head = await readHead(tree, derivation.total);
    // safeguard: sweep-holds-counters-against-labels
    if (dirtyBlocks(counters, labels).length > 0) return true;
    if (!isComplete(head, labels)) return true;
  }
  const counted = await readPart(tree, profileDerivation(id, record, columns.length).total, rowsPart);
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
  const place = paths.modelTotal(key, modelBasis(dataset.rowsVersion, model.configuration, dataset.erased));
  const total = await readHead(context.tree, place);
  const phase = await context.tree.read(paths.progress(key).phase);
  if (!total) {
    const columns = await readColumns(context.tree, model.dataset, dataset.rowsVersion);
    return columnsOf(model.configuration, columns) === null && phase !== 'failed' && phase !== 'cancelled';
  }
  // Training that failed or was cancelled on this very data waits for the data to change, or for tomorrow's budget.
  // safeguard: sweep-asks-again-after-a-spent-budget, without: if (phase === 'failed') return false;
  if (phase === 'failed') return await hasNewBudget(context, key);
  if (phase === 'cancelled') return false;
  return digestOf(model.current.version) !== versionDigest(total, model) || isOpened(model, dataset);
}

/**
 * Compares the rows of some blocks with their summaries; the next sweep continues from there. This is the only way to
 * find a write that bypassed our code and whose event was lost.
 */
async function checkSomeBlocks(
  context: Context,
  datasets: ReadonlyMap<string, DatasetRecord>,
): Promise<{ cursor: number | null; marks: Updates }> {
  const { tree } = context;
  const ofEach = [...datasets].map(async ([id, record]) =>
    (await readBlockNumbers(tree, id, record)).map((block) => ({ id, record, block })),
  );
  const all = (await Promise.all(ofEach)).flat();
  const start = (await tree.read(paths.sweepCursor())) ?? 0;
  const marks: Updates = {};
  for (let step = 0; step < Math.min(blocksPerSweep, all.length); step++) {
    const { id, record, block } = all[(start + step) % all.length]!;
    // safeguard: sweep-compares-blocks-with-summaries, without: continue;
    if (await isSummarised(context, id, record, block)) continue;
    const marked = bump(paths.changes(id, record.rowsVersion).child(block));
    Object.assign(marks, marked, bump(paths.recount(id).requested));
  }
  return { cursor: all.length === 0 ? null : (start + blocksPerSweep) % all.length, marks };
}

async function isSummarised({ tree }: Context, id: string, record: DatasetRecord, block: number): Promise<boolean> {
  const columns = await readColumns(tree, id, record.rowsVersion);
  const profile = profileDerivation(id, record, columns.length);
  const labels = await readLabels(tree, profile);
  const value = await tree.read(paths.block(id, record.rowsVersion, block));
  const rows = blockRows(value, block, record.rowsPerBlock, columns.length);
  return (
    labels.get(block)?.digest === digestOfParts(digestEach(profile.summarise(rows))) ||
    (rows.length === 0 && !labels.has(block))
  );
}
