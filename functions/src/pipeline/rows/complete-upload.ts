import type { DatasetRecord } from '@segue/core/contract/dataset';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/paths';
import type { UploadRecord } from '@segue/core/contract/upload';
import { historyUpdate, listUpdates } from '../records/dataset-records.js';
import { increment, refuse, transactOn, type Context } from '../ports.js';
import { removeRowsVersion } from '../records/remove-dataset.js';

/**
 * Shows an upload whose rows all lie in the tree. From the transaction to `completing` on, nothing can take the rows
 * away any more, and whoever finds the upload in that state may finish it: the sweep does, where this worker dies.
 * @throws upload-closed where the sweep or the owner has given the upload up.
 */
export async function completeUpload(
  context: Context,
  key: string,
  shown: { record: DatasetRecord; by: string },
): Promise<void> {
  const outcome = await transactOn<UploadRecord>(context.tree, paths.upload(key), (upload) => {
    if (upload === null || upload.state === 'closed') return refuse;
    return { ...upload, state: 'completing', record: shown.record };
  });
  if (!outcome.committed) {
    throw new SegueError('upload-closed', 'This upload was cancelled or given up. Start it again.');
  }
  await finishUpload(context, key, outcome.value!, shown.by);
}

/**
 * Moves the pointer to the upload's rows version, only upwards, asks for the recount, and removes what is no longer
 * shown. May run twice: each step finds its own work done.
 */
export async function finishUpload(context: Context, key: string, upload: UploadRecord, by: string): Promise<void> {
  const { tree } = context;
  const { dataset, rowsVersion } = upload;
  const record = upload.record!;
  const outcome = await transactOn<DatasetRecord>(tree, paths.dataset(dataset), (current) => {
    if (upload.kind === 'upload') return current === null ? record : refuse;
    return current === null || current.rowsVersion >= rowsVersion ? refuse : merged(current, record);
  });
  const shown = outcome.value?.rowsVersion === rowsVersion;
  if (shown) {
    await tree.write({
      ...listUpdates(dataset, outcome.value!),
      [`${paths.recount(dataset)}/requested`]: increment(1),
      ...historyUpdate(context, dataset, { by, kind: upload.kind, rows: record.rowCount }),
    });
    await removeOlderVersions(context, dataset, rowsVersion);
  } else {
    await removeRowsVersion(context, dataset, rowsVersion);
  }
  await tree.write({ [paths.upload(key)]: null, [paths.uploadParts(key)]: null });
  if (!shown) {
    throw new SegueError('conflict', `The data set ${dataset} was deleted, or replaced by a later file, meanwhile.`);
  }
}

/** The record after a replacement: what is about the file is new, what people said of the data set stays. */
function merged(current: DatasetRecord, next: DatasetRecord): DatasetRecord {
  const { name, description, owner, ownerName, visibility, issued, createdAt } = current;
  return { ...next, name, description, owner, ownerName, visibility, issued, createdAt };
}

async function removeOlderVersions(context: Context, dataset: string, rowsVersion: number): Promise<void> {
  const versions = await context.tree.keys(paths.allRows(dataset));
  for (const version of versions.map(Number)) {
    if (version < rowsVersion) await removeRowsVersion(context, dataset, version);
  }
}
