import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ErasureRecord } from '@segue/core/contract/stored/erasure';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { paths } from '@segue/core/contract/stored/paths';
import { bump, remove, set, type Updates } from '@segue/core/contract/stored/updates';
import type { Context, Tree } from '../ports.js';
import { datasetFor } from '../records/access.js';
import { auditUpdate } from '../records/audit.js';
import { changeDataset, datedKey, findDataset, type Caller } from '../records/dataset-records.js';
import { removeAll, removeTitlesFrom } from '../records/remove-dataset.js';
import { forgetDerived, forgetVersions } from './forget-derived.js';

/** How much an erasure has removed. */
export interface Erased {
  rowCount: number;
  rows: number;
  changes: number;
  models: number;
  versions: number;
}

/** How long an erasure is watched after it is done: a request that had read a row may write something of it once more. */
const watchedMilliseconds = 3_600_000;

/**
 * Erases rows for good, also such as are deleted: their cells, what history says of them, and everything that was derived from the
 * data set before, so all versions of its models; they are trained anew. A journal is written first, so that the sweep finishes what
 * a crash interrupts.
 * @param rows indexes from 0
 * @throws row-not-found for an index that no row has had, and what `datasetFor` throws
 */
export async function eraseRows(
  context: Context,
  caller: Caller,
  id: string,
  rows: readonly number[],
): Promise<Erased> {
  const { rowsVersion, slots } = await datasetFor(context.tree, id, caller, ['delete', 'dataset']);
  const beyond = rows.find((index) => index >= slots);
  if (beyond !== undefined) {
    throw new SegueError('row-not-found', `The data set ${id} has never had a row ${beyond}. Nothing was erased.`);
  }
  const at = context.clock.now();
  const key = datedKey(context, at);
  const erasure: ErasureRecord = { rowsVersion, rows: [...new Set(rows)], at, by: caller.name };
  await context.tree.write(set(paths.erasure(id, key), erasure));
  return await erase(context, { id, key, erasure });
}

/** Goes on with erasures that are under way, and looks again at those that are done for what was written meanwhile. */
export async function finishErasures(context: Context): Promise<void> {
  const { tree, clock } = context;
  for (const id of await tree.keys(paths.stored('erasures'))) {
    for (const [key, erasure] of (await tree.readEach(paths.erasures(id))).entries) {
      const { finishedAt } = erasure;
      if (finishedAt === undefined || (await isBack(tree, id, erasure))) await erase(context, { id, key, erasure });
      else {
        await clearHistory(tree, id, erasure.rows);
        if (clock.now() - finishedAt > watchedMilliseconds) await tree.write(remove(paths.erasure(id, key)));
      }
    }
  }
}

interface Erasing {
  id: string;
  key: string;
  erasure: ErasureRecord;
}

/**
 * Safe to run again at any time. Rows go first and are counted in the record after that: whoever reads the new count reads no
 * erased row, and what is made under an older one is refused or lies where nobody looks.
 */
async function erase(context: Context, { id, key, erasure }: Erasing): Promise<Erased> {
  const { tree, clock } = context;
  const nothing = { rowCount: 0, rows: 0, changes: 0, models: 0, versions: 0 };
  const before = await findDataset(tree, id);
  if (!before) {
    await tree.write(remove(paths.erasures(id)));
    return nothing;
  }
  await tree.write(removeAll(...erasure.rows.map((index) => paths.deletedRow(id, erasure.rowsVersion, index))));
  const there = await removeRows(tree, id, before, erasure);
  const record = await changeDataset(context, id, ({ repairs: _, ...current }) => ({
    ...current,
    erased: (current.erased ?? 0) + 1,
    rowCount: current.rowsVersion === erasure.rowsVersion ? Math.max(0, current.rowCount - there) : current.rowCount,
    updatedAt: clock.now(),
  }));
  if (!record) return nothing;
  const changes = await clearHistory(tree, id, erasure.rows);
  const forgotten = await forgetVersions(context, id, record.erased ?? 0);
  await forgetDerived(tree, id, record);
  await removeTitlesFrom(tree, id);
  const count = erasure.rows.length;
  await tree.write({
    ...bump(paths.recount(id).requested),
    ...auditUpdate(context, id, { kind: 'erase', by: erasure.by, what: count === 1 ? 'a row' : `${count} rows` }),
    ...set(paths.erasure(id, key), { ...erasure, finishedAt: clock.now() }),
  });
  return { rowCount: record.rowCount, rows: there, changes, ...forgotten };
}

/** Removes the rows that are still there, unless another file has taken their place. Marks their blocks, as a deletion does. */
async function removeRows(
  tree: Tree,
  id: string,
  { rowsVersion, rowsPerBlock }: DatasetRecord,
  erasure: ErasureRecord,
): Promise<number> {
  if (erasure.rowsVersion !== rowsVersion) return 0;
  const blocks = [...new Set(erasure.rows.map((index) => Math.floor(index / rowsPerBlock)))];
  let removed = 0;
  for (let at = 0; at < blocks.length; at += limits.blocksPerWrite) {
    const updates: Updates = {};
    for (const block of blocks.slice(at, at + limits.blocksPerWrite)) {
      const slots = new Set(await tree.keys(paths.block(id, rowsVersion, block)));
      const inBlock = erasure.rows.filter((index) => Math.floor(index / rowsPerBlock) === block);
      const there = inBlock.map((index) => index % rowsPerBlock).filter((slot) => slots.has(String(slot)));
      if (there.length === 0) continue;
      for (const slot of there) Object.assign(updates, remove(paths.row(id, rowsVersion, block, slot)));
      Object.assign(updates, bump(paths.holes(id, rowsVersion).child(block), there.length));
      Object.assign(updates, bump(paths.changes(id, rowsVersion).child(block)));
      removed += there.length;
    }
    if (Object.keys(updates).length > 0) await tree.write(updates);
  }
  return removed;
}

/** Whether an edit that was under way has brought back some of an erased row. */
async function isBack(tree: Tree, id: string, { rowsVersion, rows }: ErasureRecord): Promise<boolean> {
  const record = await findDataset(tree, id);
  if (record?.rowsVersion !== rowsVersion) return record === null;
  const { rowsPerBlock } = record;
  for (const index of rows) {
    const place = paths.row(id, rowsVersion, Math.floor(index / rowsPerBlock), index % rowsPerBlock);
    if ((await tree.read(place)) !== null) return true;
  }
  return false;
}

/** Takes the cells out of what history says of the rows; who changed what column, and when, stays. */
async function clearHistory(tree: Tree, id: string, rows: readonly number[]): Promise<number> {
  const erased = new Set(rows);
  let changes = 0;
  for (const place of [paths.history(id), paths.publicHistory(id)]) {
    const { entries } = await tree.readEach(place);
    const updates: Updates = {};
    for (const [key, entry] of entries) {
      if (!hasCells(entry) || !erased.has(entry.row)) continue;
      const { from: _from, to: _to, ...rest } = entry;
      Object.assign(updates, set(place.child(key), rest));
    }
    const count = Object.keys(updates).length;
    changes = Math.max(changes, count);
    if (count > 0) await tree.write(updates);
  }
  return changes;
}

function hasCells(entry: HistoryEntry): entry is HistoryEntry & { kind: 'edit' } {
  return entry.kind === 'edit' && (entry.from !== undefined || entry.to !== undefined);
}
