import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { Context } from '../ports.js';
import { changeDataset, datasetNotFound, ownedDataset } from './dataset-records.js';

/** What the owner may change about a data set; absent members stay as they are. */
export interface MetadataChange {
  name?: string | undefined;
  description?: string | undefined;
  visibility?: DatasetRecord['visibility'] | undefined;
}

/**
 * Changes the name, description or visibility of one of the owner's data sets.
 * @throws dataset-not-found, forbidden
 */
export async function changeMetadata(context: Context, uid: string, id: string, change: MetadataChange): Promise<void> {
  await ownedDataset(context.tree, id, uid);
  const updatedAt = context.clock.now();
  const changed = await changeDataset(context, id, (record) => ({
    ...record,
    name: change.name ?? record.name,
    description: change.description ?? record.description,
    visibility: change.visibility ?? record.visibility,
    updatedAt,
  }));
  if (!changed) throw datasetNotFound(id);
}
