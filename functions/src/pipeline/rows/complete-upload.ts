import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/stored/paths';
import type { CompletingUpload, UploadRecord } from '@segue/core/contract/stored/upload';
import { bump, remove } from '@segue/core/contract/stored/updates';
import { historyUpdate } from '../records/dataset-records.js';
import { listDataset } from '../records/lists.js';
import { refuse, type Context } from '../ports.js';
import { removeRowsVersion } from '../records/remove-dataset.js';

/**
 * Publishes an upload whose rows are all in the tree. Once the transaction to `completing` has succeeded, nothing can
 * remove the rows any more, and any worker may finish the upload: if this one dies, the sweep does.
 * @throws upload-closed if the sweep or the owner has given the upload up.
 */
export async function completeUpload(
  context: Context,
  key: string,
  shown: { record: DatasetRecord; by: string },
): Promise<void> {
  const outcome = await context.tree.transact(paths.upload(key), (upload): UploadRecord | typeof refuse => {
    if (upload === null || upload.state === 'closed') return refuse;
    return { ...upload, state: 'completing', record: shown.record };
  });
  if (outcome.value?.state !== 'completing') {
    throw new SegueError('upload-closed', 'This upload was cancelled or has expired. Start it again.');
  }
  await finishUpload(context, key, outcome.value, shown.by);
}

/**
 * Moves the pointer to the upload's rows version (only ever upwards), requests the recount, and removes what is no
 * longer shown. May run twice: each step notices that it is already done.
 */
export async function finishUpload(context: Context, key: string, upload: CompletingUpload, by: string): Promise<void> {
  const { tree } = context;
  const { dataset, rowsVersion, record } = upload;
  const { value } = await tree.transact(paths.dataset(dataset), (current) => {
    if (upload.kind === 'upload') return current === null ? record : refuse;
    if (current === null) return refuse;
    // safeguard: rows-pointer-moves-only-upwards
    if (current.rowsVersion >= rowsVersion) return refuse;
    return merged(current, record);
  });
  const isShown = value?.rowsVersion === rowsVersion;
  if (isShown) {
    await listDataset(tree, dataset, value);
    await tree.write({
      ...bump(paths.recount(dataset).requested),
      ...historyUpdate(
        context,
        { id: dataset, visibility: value.visibility },
        { by, kind: upload.kind, rows: record.rowCount },
      ),
    });
    await removeOlderVersions(context, dataset, rowsVersion);
  } else {
    await removeRowsVersion(context, dataset, rowsVersion);
  }
  await tree.write({ ...remove(paths.upload(key)), ...remove(paths.uploadParts(key)) });
  if (!isShown) {
    throw new SegueError('conflict', `The data set ${dataset} has since been deleted or replaced by a later file.`);
  }
}

/** The record after a replacement: facts of the file are new; name, description, who may see it and the like stay. */
function merged(current: DatasetRecord, next: DatasetRecord): DatasetRecord {
  const { file, rowCount, slots, columnCount, rowsPerBlock, rowsVersion, updatedAt, repairCount, repairs } = next;
  const { repairs: _, ...rest } = current;
  const fresh = { file, rowCount, slots, columnCount, rowsPerBlock, rowsVersion, updatedAt, repairCount };
  return { ...rest, ...fresh, ...(repairs && { repairs }) };
}

async function removeOlderVersions(context: Context, dataset: string, rowsVersion: number): Promise<void> {
  const versions = await context.tree.keys(paths.allRows(dataset));
  for (const version of versions.map(Number)) {
    if (version < rowsVersion) await removeRowsVersion(context, dataset, version);
  }
}
