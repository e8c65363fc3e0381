import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { bump, set, type Updates } from '@segue/core/contract/stored/updates';
import { readBlockNumbers } from '../counting/summaries.js';
import { defineModel } from '../models/configure-model.js';
import type { Context } from '../ports.js';
import { datasetFor } from '../records/access.js';
import { auditUpdate } from '../records/audit.js';
import { keyFor } from '../records/dataset-keys.js';
import { findDataset, readColumnRecords, type Caller } from '../records/dataset-records.js';
import { completeUpload } from '../rows/complete-upload.js';
import { newUpload } from '../rows/ingest.js';

/** How many blocks are held in memory. */
const blocksAtOnce = 40;

/**
 * Makes a private copy of a data set for the caller, with its models, where its owner allows copies.
 * @returns the copy's id
 * @throws dataset-not-found, forbidden, also if the right ends while rows are copied; upload-closed
 */
export async function copyDataset(
  context: Context,
  caller: Caller,
  id: string,
  name: string | undefined,
): Promise<string> {
  const { tree } = context;
  const source = await datasetFor(tree, id, caller, ['copy', 'dataset']);
  const copy = keyFor(context, name || source.name, 'private');
  const upload = newUpload(context, caller, { dataset: copy, rowsVersion: 1, kind: 'upload' });
  await tree.write(set(paths.upload(copy), upload));
  await tree.write(set(paths.columns(copy, 1), await readColumnRecords(tree, id, source.rowsVersion)));
  await copyBlocks(context, { id, source }, copy);
  const after = await datasetFor(tree, id, caller, ['copy', 'dataset']);
  // Another file came while the rows of this one were read, and removed: they were not all there. Or some were erased.
  if (after.rowsVersion !== source.rowsVersion || after.erased !== source.erased)
    return await copyDataset(context, caller, id, name);
  const record = copiedRecord(context, caller, name || source.name, source);
  await completeUpload(context, copy, { record, by: caller.name });
  await tree.write(auditUpdate(context, id, { kind: 'copy', by: caller.name }));
  await copyModels(context, caller, id, copy);
  return copy;
}

async function copyBlocks(
  { tree }: Context,
  { id, source }: { id: string; source: DatasetRecord },
  copy: string,
): Promise<void> {
  const blocks = await readBlockNumbers(tree, id, source);
  const holes = (await tree.read(paths.holes(id, source.rowsVersion))) ?? new Map<number, number>();
  for (let at = 0; at < blocks.length; at += blocksAtOnce) {
    const updates: Updates = {};
    for (const block of blocks.slice(at, at + blocksAtOnce)) {
      const rows = await tree.read(paths.block(id, source.rowsVersion, block));
      if (rows === null) continue;
      const missing = holes.get(block);
      if (missing !== undefined) Object.assign(updates, set(paths.holes(copy, 1).child(block), missing));
      Object.assign(updates, set(paths.block(copy, 1, block), rows), bump(paths.changes(copy, 1).child(block)));
    }
    if (Object.keys(updates).length > 0) await tree.write(updates);
  }
}

function copiedRecord(context: Context, caller: Caller, name: string, source: DatasetRecord): DatasetRecord {
  const { file, rowCount, slots, columnCount, rowsPerBlock, repairCount, repairs, description, status } = source;
  const now = context.clock.now();
  return {
    name: name.slice(0, limits.nameCharacters),
    description,
    owner: caller.uid,
    ownerName: caller.name,
    visibility: 'private',
    visibilityChosen: true,
    issued: 1,
    rowsVersion: 1,
    createdAt: now,
    updatedAt: now,
    status,
    file,
    rowCount,
    slots,
    columnCount,
    rowsPerBlock,
    repairCount,
    ...(repairs && { repairs }),
    modelOffered: true,
  };
}

/** Defines the same models on the copy; they are trained anew. One whose columns are gone since it was defined stays behind. */
async function copyModels(context: Context, caller: Caller, id: string, copy: string): Promise<void> {
  const { entries: models } = await context.tree.find(paths.models(), 'dataset', id);
  for (const model of models.values()) {
    const configuration = await configurationFor(context, caller, model.configuration, copy);
    const address = `${copy}~${model.id === id ? copy : model.id}`;
    await defineModel(context, caller.uid, address, configuration).catch((error: unknown) => {
      if (!(error instanceof SegueError)) throw error;
      context.log.info('A model was not copied', { model: model.id, error: error.message });
    });
  }
}

async function configurationFor(
  { tree }: Context,
  caller: Caller,
  { titles, ...rest }: ModelConfiguration,
  copy: string,
): Promise<ModelConfiguration> {
  const configuration = { ...rest, dataset: copy };
  if (!titles) return configuration;
  if (titles.dataset === undefined) return { ...configuration, titles };
  const source = await findDataset(tree, titles.dataset);
  // As when a model is defined: a private data set's columns are named by its owner only.
  const isAllowed = source?.visibility === 'public' || source?.owner === caller.uid;
  return isAllowed ? { ...configuration, titles } : configuration;
}
