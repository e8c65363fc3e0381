import { requestTo } from '@segue/core/contract/api/client';
import { listDatasets } from '@segue/core/contract/api/datasets';
import type { ColumnRecord, DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { UndatedEntry } from '@segue/core/contract/stored/history';
import { SegueError } from '@segue/core/contract/errors';
import { paths } from '@segue/core/contract/stored/paths';
import { set, type Updates } from '@segue/core/contract/stored/updates';
import { refuse, type Context, type Tree } from '../ports.js';
import { listDataset } from './lists.js';

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
  /** Signed in without an address. */
  isGuest?: boolean;
  /** Runs the project, by a claim of the account. */
  isAdministrator?: boolean;
  /** The address, if the account has proved that it is its own. */
  address?: string;
  /** When it signed in, in milliseconds since 1970. */
  signedInAt?: number;
}

/** The record of a data set, or `null`. */
export async function findDataset(tree: Tree, id: string): Promise<DatasetRecord | null> {
  return await tree.read(paths.dataset(id));
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
  await listDataset(tree, id, outcome.value);
  return outcome.value;
}

/**
 * The write that records a change for people to read: in the page's "Changes" and in a version's cause. Visitors of a public data
 * set may read it too, if the data set was public when the change began.
 */
export function historyUpdate(
  context: Context,
  { id, visibility }: { id: string; visibility: DatasetRecord['visibility'] },
  entry: UndatedEntry,
): Updates {
  const at = context.clock.now();
  const key = datedKey(context, at);
  const noted = { at, ...entry };
  return {
    ...set(paths.history(id).child(key), noted),
    // safeguard: public-history-is-of-public-times, without: ...set(paths.publicHistory(id).child(key), noted)
    ...(visibility === 'public' && set(paths.publicHistory(id).child(key), noted)),
  };
}

/** A unique key for something noted at a time; keys sort by time. */
export function datedKey(context: Context, at: number): string {
  return `${String(at).padStart(15, '0')}-${context.newKey()}`;
}
