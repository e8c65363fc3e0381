import { limits } from '@segue/core/contract/limits';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { Context } from '../ports.js';
import { removeAll } from '../records/remove-dataset.js';

/** Drops the oldest deleted rows of a data set that keeps more than it should. */
export async function dropDeletedRows({ tree }: Context, id: string, { rowsVersion }: DatasetRecord): Promise<void> {
  const place = paths.deletedRows(id, rowsVersion);
  if ((await tree.keys(place)).length <= limits.deletedRows) return;
  const { entries } = await tree.readEach(place);
  const oldest = [...entries].sort(([, a], [, b]) => b.at - a.at).slice(limits.deletedRows);
  await tree.write(removeAll(...oldest.map(([index]) => paths.deletedRow(id, rowsVersion, Number(index)))));
}
