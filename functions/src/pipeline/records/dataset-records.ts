import { requestTo } from '@segue/core/contract/api/client';
import { listDatasets } from '@segue/core/contract/api/datasets';
import type { ColumnRecord, DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { UndatedEntry } from '@segue/core/contract/stored/history';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/stored/paths';
import { set, type Updates } from '@segue/core/contract/stored/updates';
import { refuse, type Context, type Tree } from '../ports.js';
import { listUpdates, settleLists } from './lists.js';

/** A data set with the names of its columns. */
export interface ReadyDataset {
  id: string;
  record: DatasetRecord;
  rowsVersion: number;
  columns: string[];
}

/** Who asks: the uid of a signed-in account, or `null` for anonymous viewers. */
export type Viewer = string | null;

/** Who acts: the account, and the name it shows to others. */
export interface Caller {
  uid: string;
  name: string;
}

/** The record of a data set, or `null`. */
export async function findDataset(tree: Tree, id: string): Promise<DatasetRecord | null> {
  return await tree.read(paths.dataset(id));
}

/** Whether the viewer may read a data set. */
export function mayRead(record: Pick<DatasetRecord, 'visibility' | 'owner'>, viewer: Viewer): boolean {
  return record.visibility === 'public' || record.owner === viewer;
}

/** Whether all who may read a data set may read the other one too. `database.rules.json` says the same of titles. */
export function everyReaderMayRead(
  dataset: Pick<DatasetRecord, 'visibility' | 'owner'>,
  other: Pick<DatasetRecord, 'visibility' | 'owner'>,
): boolean {
  return other.visibility === 'public' || (dataset.visibility === 'private' && other.owner === dataset.owner);
}

/**
 * The record of a data set that the viewer may read.
 * @throws dataset-not-found, also for another account's private data set: its existence is private too.
 */
export async function readableDataset(tree: Tree, id: string, viewer: Viewer): Promise<DatasetRecord> {
  const record = await findDataset(tree, id);
  if (!record || !mayRead(record, viewer)) throw datasetNotFound(id);
  return record;
}

/**
 * The record of a data set that the viewer owns.
 * @throws dataset-not-found; forbidden if it is readable but belongs to another account.
 */
export async function ownedDataset(tree: Tree, id: string, viewer: string): Promise<DatasetRecord> {
  const record = await readableDataset(tree, id, viewer);
  if (record.owner === viewer) return record;
  throw new SegueError('forbidden', `The data set ${id} belongs to another account. Only its owner can change it.`);
}

/** Adds the columns' names to a record. */
export async function withColumns(tree: Tree, id: string, record: DatasetRecord): Promise<ReadyDataset> {
  return { id, record, rowsVersion: record.rowsVersion, columns: await readColumns(tree, id, record.rowsVersion) };
}

/** The names of the columns of a rows version, in order. */
export async function readColumns(tree: Tree, id: string, rowsVersion: number): Promise<string[]> {
  return (await readColumnRecords(tree, id, rowsVersion)).map(({ name }) => name);
}

/** The columns of a rows version, in order, as stored with the file. */
export async function readColumnRecords(tree: Tree, id: string, rowsVersion: number): Promise<ColumnRecord[]> {
  return (await tree.read(paths.columns(id, rowsVersion))) ?? [];
}

/** The error for a data set that does not exist or that the viewer may not see. */
export function datasetNotFound(id: string): SegueError {
  return new SegueError(
    'dataset-not-found',
    `There is no data set ${id}. ${requestTo(listDatasets)} lists the data sets you can see.`,
  );
}

/**
 * Changes a data set's record in one transaction, and then its list entries. A plain write could bring back part of a
 * deleted data set; a transaction notices that it is gone.
 * @returns the new record, or `null` if the data set is gone or `change` refused.
 */
export async function changeDataset(
  { tree }: Context,
  id: string,
  change: (record: DatasetRecord) => DatasetRecord | typeof refuse,
): Promise<DatasetRecord | null> {
  const outcome = await tree.transact(paths.dataset(id), (record) => (record === null ? refuse : change(record)));
  if (!outcome.committed) return null;
  await tree.write(listUpdates(id, outcome.value));
  await settleLists(tree, id, outcome.value);
  return outcome.value;
}

/** The write that records a change for people to read: in the page's "Changes" and in a version's cause. */
export function historyUpdate(context: Context, id: string, entry: UndatedEntry): Updates {
  const at = context.clock.now();
  // Keys sort by time and are unique.
  const key = `${String(at).padStart(15, '0')}-${context.newKey()}`;
  return set(paths.history(id).child(key), { at, ...entry });
}
