import { SegueError } from '@segue/core/contract/errors';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { mayNameFrom, mayRead, readableDataset } from '../records/access.js';
import { withColumns } from '../records/dataset-records.js';
import { unknownColumn } from '../rows/edit-rows.js';
import type { Tree } from '../ports.js';

/**
 * Checks where a configuration's titles come from. Whoever reads the model sees them only where they may read that data set too;
 * so a public model takes them from a public one, and the owner of the model's data set must be able to read it.
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
  if (!mayNameFrom(record, source) || !(await mayRead(tree, id, source, record.owner))) throw notForAll(id, record);
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
      : 'Choose a public data set, or one that the owner of the data set of the model may read.';
  return new SegueError('invalid-parameters', `${problem} ${todo}`);
}
