import type { DatasetRecord, ListEntry } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { Tree } from '../ports.js';

/**
 * Writes a data set's entries in the lists it belongs in, of its owner, of its members, and the public one, until they are those
 * of its newest record. Two changes at once may write their entries in the other order: the last of them to write sees here that
 * its record is not the newest. The sweep does the same for one that dies in between.
 *
 * @param record the record after a change; the stored one, if absent
 */
export async function listDataset(tree: Tree, id: string, record?: DatasetRecord): Promise<void> {
  let newest = record ?? (await tree.read(paths.dataset(id)));
  const listed = new Set<string>();
  while (newest !== null) {
    const readers = await accountsOf(tree, id, newest);
    const entry = entryOf(newest);
    const { visibility } = newest;
    await tree.write({
      // safeguard: private-data-sets-leave-the-list, without: ...set(paths.publicList(id), entry)
      ...(visibility === 'public' ? set(paths.publicList(id), entry) : remove(paths.publicList(id))),
      ...merged(
        [...readers].map(([uid, standing]) => set(paths.userList(uid, id), { ...entry, standing, visibility })),
      ),
      ...merged([...listed].filter((uid) => !readers.has(uid)).map((uid) => remove(paths.userList(uid, id)))),
    });
    for (const uid of readers.keys()) listed.add(uid);
    const before = newest;
    newest = await tree.read(paths.dataset(id));
    if (newest !== null && saysTheSame(before, newest)) return;
  }
  // Deleted in the meantime.
  if (listed.size === 0) return;
  await tree.write({
    ...remove(paths.publicList(id)),
    ...merged([...listed].map((uid) => remove(paths.userList(uid, id)))),
  });
}

/** The accounts in whose lists a data set stands, its owner and its members, each with what it is to it. */
async function accountsOf(
  tree: Tree,
  id: string,
  { owner, sharings }: Pick<DatasetRecord, 'owner' | 'sharings'>,
): Promise<Map<string, NonNullable<ListEntry['standing']>>> {
  const members = sharings === undefined ? [] : (await tree.readEach(paths.members(id))).entries;
  return new Map([...[...members].map(([uid, { role }]) => [uid, role] as const), [owner, 'owner'] as const]);
}

function merged(updates: readonly Updates[]): Updates {
  return Object.assign({}, ...updates) as Updates;
}

function saysTheSame(one: DatasetRecord, other: DatasetRecord): boolean {
  const said = (record: DatasetRecord) =>
    JSON.stringify([record.visibility, record.owner, record.sharings, entryOf(record)]);
  return said(one) === said(other);
}

function entryOf(record: DatasetRecord): ListEntry {
  return {
    name: record.name,
    description: shorten(record.description, 90),
    rowCount: record.rowCount,
    columnCount: record.columnCount,
    bytes: record.file.bytes,
    status: record.status,
    updatedAt: record.updatedAt,
  };
}

function shorten(text: string, characters: number): string {
  const all = Array.from(text);
  return all.length <= characters ? text : `${all.slice(0, characters - 1).join('')}…`;
}
