import { SegueError } from '@segue/core/contract/errors';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { mayNameFrom, readableDataset } from '../records/access.js';
import { withColumns } from '../records/dataset-records.js';
import { unknownColumn } from '../rows/edit-rows.js';
import type { Tree } from '../ports.js';

/**
 * Checks where a configuration's titles come from. Whoever reads the model sees them only where they may read that data set too;
 * so a public model takes them from a public one, and a private one's columns are named by the owner of both only.
 *
 * @param record the record of the model's own data set
 * @throws dataset-not-found, invalid-parameters, unknown-column
 */
export async function checkTitles(
  tree: Tree,
  uid: string,
  { dataset, titles }: ModelConfiguration,
  record: DatasetRecord,
): Promise<void> {
  if (!titles) return;
  const id = titles.dataset ?? dataset;
  const source = titles.dataset === undefined ? record : await readableDataset(tree, id, uid);
  if (!mayNameFrom(record, source)) throw notForAll(id, record);
  // Whoever reads the model learns of the other data set's columns: that is for the owner of both to decide.
  const isDecided = source.owner === uid && source.owner === record.owner;
  if (titles.dataset !== undefined && source.visibility === 'private' && !isDecided) throw notForAll(id, record);
  const ready = await withColumns(tree, id, source);
  for (const column of [titles.id, titles.title]) {
    if (!ready.columns.includes(column)) throw unknownColumn(ready, column);
  }
}

function notForAll(titles: string, { visibility }: DatasetRecord): SegueError {
  const problem = `The titles would show readers of this model the data set ${titles}, which is private.`;
  const todo =
    visibility === 'public'
      ? 'Make that data set public, or the data set of the model private.'
      : 'Choose a public data set; only the owner of both may name items from a private one.';
  return new SegueError('invalid-parameters', `${problem} ${todo}`);
}
