import type { DatasetRecord, ListEntry } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { Tree } from '../ports.js';

/** The writes that add a data set to the lists it belongs in and remove it from the others. */
export function listUpdates(id: string, record: DatasetRecord): Updates {
  const entry = entryOf(record);
  return {
    ...(record.visibility === 'public' ? set(paths.publicList(id), entry) : remove(paths.publicList(id))),
    ...set(paths.userList(record.owner, id), entry),
  };
}

/**
 * Writes a data set's list entries until they are those of its newest record. Two changes at once may write their entries in
 * the other order: the last of them to write sees here that its record is not the newest. The sweep does the same for one that
 * dies in between.
 *
 * @param written the record whose entries were written last; none were, if absent
 */
export async function settleLists(tree: Tree, id: string, written?: DatasetRecord): Promise<void> {
  let listed = written;
  for (;;) {
    const record = await tree.read(paths.dataset(id));
    if (record === null) return await unlist(tree, id, listed);
    if (listed && saysTheSame(listed, record)) return;
    await tree.write(listUpdates(id, record));
    listed = record;
  }
}

/** Deleted in the meantime. */
async function unlist(tree: Tree, id: string, listed: DatasetRecord | undefined): Promise<void> {
  if (listed) await tree.write({ ...remove(paths.publicList(id)), ...remove(paths.userList(listed.owner, id)) });
}

function saysTheSame(one: DatasetRecord, other: DatasetRecord): boolean {
  const said = (record: DatasetRecord) => JSON.stringify([record.visibility, record.owner, entryOf(record)]);
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
