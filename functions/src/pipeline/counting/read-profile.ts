import { decodeProfile } from '@segue/core/tables/profile/profile';
import { paths } from '@segue/core/contract/stored/paths';
import type { CountedProfile } from '../models/propose-columns.js';
import type { Tree } from '../ports.js';
import { findDataset, readColumns } from '../records/dataset-records.js';
import { profileBasis } from './derivations.js';
import { readTotal } from './totals.js';

/** The profile of a data set's present rows, and the names of its columns; `null` while some of them are not counted. */
export async function readCountedProfile(tree: Tree, dataset: string): Promise<CountedProfile | null> {
  const record = await findDataset(tree, dataset);
  if (!record) return null;
  const total = await readTotal(
    tree,
    paths.profileTotal(dataset, profileBasis(dataset, record.rowsVersion, record.erased)),
  );
  if (!total || total.partial) return null;
  return { summary: decodeProfile(total.parts), names: await readColumns(tree, dataset, record.rowsVersion) };
}
