import { causeNotes } from '@segue/core/contract/history';
import type { Cause } from '@segue/core/contract/stored/cause';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { isForMembers, type ModelConfiguration, type ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { findCauses } from '@segue/core/versions/answering/causes';
import type { Notes, Trained } from '@segue/core/versions/answering/trained';
import { codeVersion } from '@segue/core/versions/code-version';
import type { Total } from '../counting/totals.js';
import type { Context, Tree } from '../ports.js';

/** What the causes of a model's next version are found from. */
export interface VersionBefore {
  /** The id of the version in use; absent before the first. */
  version?: string;
  /** What that version was trained on; `null` before the first. */
  trained: Trained | null;
  notes: Notes;
  /** Whether it was pinned and is no longer. */
  isReleased: boolean;
  /** Whether only members may read it, though the data set is public now: what is new since then is not for all to know. */
  isForMembers: boolean;
}

/** Enough entries to name those of a version even if many were written since it was counted. */
const notesRead = 2 * causeNotes;

/** Reads the version in use, and the changes that a next one may contain. */
export async function readBefore(
  { tree }: Context,
  key: string,
  model: ModelRecord,
  dataset: Visible,
): Promise<VersionBefore> {
  const { version, contains, released } = model.current;
  const [notes, provenance] = await Promise.all([
    readNotes(tree, model.dataset, dataset),
    version === undefined ? null : tree.read(paths.version(key, version).provenance),
  ]);
  const trained = provenance && { ...provenance, ...contains };
  return {
    ...(version !== undefined && { version }),
    trained,
    notes,
    isReleased: released ?? false,
    isForMembers: isOpened(model, dataset),
  };
}

/** The entries, read again if they were read before those that the total names were written. */
export async function completeNotes(
  { tree }: Context,
  dataset: Visible,
  { model, notes, total }: { model: ModelRecord; notes: Notes; total: Total | null },
): Promise<Notes> {
  const isComplete = total?.counted?.notes.every((key) => notes.has(key)) ?? true;
  return isComplete ? notes : await readNotes(tree, model.dataset, dataset);
}

type Visible = Pick<DatasetRecord, 'visibility'>;

/** Whether a data set is public of which the version in use was made while it was private. */
export function isOpened({ current }: Pick<ModelRecord, 'current'>, { visibility }: Visible): boolean {
  return visibility === 'public' && isForMembers(current);
}

/** A version that all may read names only changes that all may read. */
async function readNotes(tree: Tree, dataset: string, { visibility }: Visible): Promise<Notes> {
  // safeguard: causes-name-what-all-may-read, without: const place = paths.history(dataset);
  const place = visibility === 'public' ? paths.publicHistory(dataset) : paths.history(dataset);
  return (await tree.newest(place, notesRead)).entries;
}

/** What a training is about to be made from. */
export interface NextVersion {
  rowsVersion: number;
  basis: string;
  total: Total;
  /** With what `auto` has chosen, once it has. */
  configuration: ModelConfiguration;
  startedAt: number;
}

/** Why a next version is made: what it is trained on more than the version in use. */
export function causesOf({ trained, notes, ...before }: VersionBefore, { total, ...next }: NextVersion): Cause[] {
  // safeguard: causes-name-what-all-may-read
  if (before.isForMembers) return [{ kind: 'opened' }];
  const { digest: data, counted } = total;
  const causes = findCauses(trained, { ...next, data, codeVersion, ...(counted && { counted }) }, notes);
  return before.isReleased ? [{ kind: 'release' }, ...causes] : causes;
}
