import { SegueError } from '@segue/core/contract/errors';
import { may, type Act, type Actor, type Kind, type Standing } from '@segue/core/contract/rights/table';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { Tree } from '../ports.js';
import { datasetNotFound, findDataset, type Viewer } from './dataset-records.js';

/** An account that acts, as far as rights depend on it. */
export interface Account {
  uid: string;
  /** Signed in without an address. */
  isGuest?: boolean;
  /** Runs the project. */
  isAdministrator?: boolean;
}

type Owned = Pick<DatasetRecord, 'owner' | 'visibility' | 'copies'>;

/** Who an account is to a data set. */
export async function standingOf(tree: Tree, id: string, record: Owned, account: Account | null): Promise<Standing> {
  if (account === null) return 'signed out';
  if (record.owner === account.uid) return 'owner';
  const member = await tree.read(paths.member(id, account.uid));
  return member?.role ?? (account.isGuest ? 'guest' : 'stranger');
}

/** Whether the viewer may read a data set and what belongs to it. */
export async function mayRead(tree: Tree, id: string, record: Owned, viewer: Viewer): Promise<boolean> {
  if (may({ standing: 'signed out' }, 'read', 'rows', record)) return true;
  return may({ standing: await standingOf(tree, id, record, asAccount(viewer)) }, 'read', 'rows', record);
}

/**
 * Whether a model on a data set may have titles from another one: a model that all may read only from one that all may read. Its
 * readers see them where they may read that data set themselves.
 */
export function mayNameFrom(dataset: Pick<Owned, 'visibility'>, titles: Pick<Owned, 'visibility'>): boolean {
  return titles.visibility === 'public' || dataset.visibility === 'private';
}

/** Whether the viewer may read what was made of a data set, or noted of it, while that was private. */
export async function isMember(tree: Tree, id: string, record: Owned, viewer: Viewer): Promise<boolean> {
  const standing = await standingOf(tree, id, record, asAccount(viewer));
  return may({ standing }, 'read', 'rows', { visibility: 'private' });
}

/**
 * The record of a data set that the viewer may read.
 * @throws dataset-not-found, also for a private data set of others: its existence is private too.
 */
export async function readableDataset(tree: Tree, id: string, viewer: Viewer): Promise<DatasetRecord> {
  const record = await findDataset(tree, id);
  // safeguard: private-data-sets-are-not-there, without: if (!record) throw datasetNotFound(id);
  if (!record || !(await mayRead(tree, id, record, viewer))) throw datasetNotFound(id);
  return record;
}

/**
 * The record of a data set with which an account may do something.
 * @throws dataset-not-found if it may not even see the data set; forbidden
 */
export async function datasetFor(
  tree: Tree,
  id: string,
  account: Account,
  [act, kind]: readonly [Act, Kind],
): Promise<DatasetRecord> {
  const record = await findDataset(tree, id);
  if (!record) throw datasetNotFound(id);
  const standing = await standingOf(tree, id, record, account);
  const actor: Actor = { standing, isAdministrator: account.isAdministrator };
  // safeguard: rights-are-asked-before-anything-is-done, without: if (record.owner !== '') return record;
  if (may(actor, act, kind, record)) return record;
  if (!may(actor, 'see', 'dataset', record)) throw datasetNotFound(id);
  throw forbidden(id, act, kind);
}

function forbidden(id: string, act: Act, kind: Kind): SegueError {
  if (act === 'copy') {
    return new SegueError('forbidden', `The owner of the data set ${id} does not allow copies. Ask them to allow it.`);
  }
  const isForEditors = may({ standing: 'editor' }, act, kind, { visibility: 'private' });
  const who = isForEditors ? 'Only its owner, and whom its owner made an editor,' : 'Only its owner';
  const what = `${verbs[act]} ${objects[kind] ?? 'it'}`;
  return new SegueError('forbidden', `The data set ${id} belongs to another account. ${who} can ${what}.`);
}

const verbs: Readonly<Record<Act, string>> = {
  see: 'see',
  read: 'read',
  copy: 'copy',
  download: 'download',
  create: 'add',
  change: 'change',
  delete: 'delete',
  share: 'share or publish',
};

const objects: Readonly<Partial<Record<Kind, string>>> = {
  rows: 'its rows',
  model: 'its models',
  version: 'versions of its models',
  progress: 'trainings of its models',
  member: 'the list of whom it is shared with',
  invitation: 'invitations',
  audit: 'the list of who shared it',
};

function asAccount(viewer: Viewer): Account | null {
  return viewer === null ? null : { uid: viewer };
}
