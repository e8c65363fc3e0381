import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/stored/paths';
import type { CompletingUpload, UploadRecord } from '@segue/core/contract/stored/upload';
import { bump, remove } from '@segue/core/contract/stored/updates';
import { historyUpdate } from '../records/dataset-records.js';
import { listUpdates, settleLists } from '../records/lists.js';
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
    await tree.write({
      ...listUpdates(dataset, value),
      ...bump(paths.recount(dataset).requested),
      ...historyUpdate(context, dataset, { by, kind: upload.kind, rows: record.rowCount }),
    });
    await settleLists(tree, dataset, value);
    await removeOlderVersions(context, dataset, rowsVersion);
  } else {
    await removeRowsVersion(context, dataset, rowsVersion);
  }
  await tree.write({ ...remove(paths.upload(key)), ...remove(paths.uploadParts(key)) });
  if (!isShown) {
    throw new SegueError('conflict', `The data set ${dataset} has since been deleted or replaced by a later file.`);
  }
}

/** The record after a replacement: facts of the file are new; name, description and the like stay. */
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
