import type { Act } from '@segue/core/contract/rights/table';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { notedColumns } from '@segue/core/contract/history';
import { paths } from '@segue/core/contract/stored/paths';
import { hasChildren } from '@segue/core/contract/stored/shapes';
import { fromJson, type Cell } from '@segue/core/tables/cells';
import { nearestNames } from '@segue/core/tables/nearest-names';
import { datasetFor } from '../records/access.js';
import {
  changeDataset,
  datasetNotFound,
  findDataset,
  historyUpdate,
  withColumns,
  type Caller,
  type ReadyDataset,
} from '../records/dataset-records.js';
import { bump, remove, set, type Updates } from '@segue/core/contract/stored/updates';
import { refuse, type Context } from '../ports.js';
import { readBlock } from './read-rows.js';
import { blockRows, type IndexedRow } from './row-layout.js';
import { checkBlocks, checkRow, rowBytes } from './row-room.js';

/** New values by column name, as in the request. */
export type RowValues = Record<string, unknown>;

/**
 * Sets some cells of a row. Writes only these cells, so two people who edit different columns of one row both keep
 * their change. The same write marks the block.
 * @returns the row as it is now.
 * @throws row-not-found, unknown-column, row-too-long, and what `datasetFor` throws.
 */
export async function editRow(
  context: Context,
  caller: Caller,
  id: string,
  index: number,
  values: RowValues,
): Promise<IndexedRow> {
  const dataset = await readyFor(context, id, caller, 'change');
  const place = placeOf(dataset, index);
  const stored = await context.tree.read(paths.block(id, dataset.rowsVersion, place.block));
  const block = blockRows(stored, place.block, dataset.record.rowsPerBlock, dataset.columns.length);
  const row = block.find((candidate) => candidate.index === index);
  if (!row) throw rowNotFound(dataset, index);
  const cells = toCells(dataset, values);
  const edited = [...row.cells];
  for (const [column, cell] of cells) edited[column] = cell;
  const written = { index, bytes: rowBytes(edited), before: rowBytes(row.cells) };
  if (written.bytes > written.before) checkRow(written.bytes, `Row ${index}`);
  checkBlocks([written], dataset.record.rowsPerBlock, () => bytesOf(block));

  const rowPlace = paths.row(id, dataset.rowsVersion, place.block, place.slot);
  const updates: Updates = {
    // safeguard: rows-are-marked-in-the-write-that-changes-them
    ...markUpdate(dataset, place.block),
  };
  // A row stored as a single value has no cells to set separately.
  const isSingle = !(hasChildren(stored) && hasChildren(stored[place.slot]));
  if (isSingle) Object.assign(updates, set(rowPlace, edited));
  else {
    for (const [column, cell] of cells) {
      Object.assign(updates, set(paths.cell(id, dataset.rowsVersion, { ...place, column }), cell));
    }
  }
  const [column, to] = cells[0]!;
  const note = historyUpdate(context, noteOf(dataset), {
    by: caller.name,
    kind: 'edit',
    rows: 1,
    row: index,
    column: dataset.columns[column]!,
    from: brief(row.cells[column]!),
    to: brief(to),
    ...severalColumns(dataset, cells),
  });
  await context.tree.write({ ...updates, ...note });
  if (isTorn(await context.tree.read(rowPlace), edited)) {
    // Deleted between our read and our write, which brought part of it back. No other row ever gets its index.
    const withdrawn = Object.fromEntries(Object.keys(note).map((path) => [path, null]));
    await context.tree.write({
      // safeguard: rows-are-marked-in-the-write-that-changes-them
      ...markUpdate(dataset, place.block),
      ...withdrawn,
      ...remove(rowPlace),
    });
    throw rowNotFound(dataset, index);
  }
  return { index, cells: edited };
}

/** Whether a stored row has lost cells. An edit may empty a cell but never removes it. */
function isTorn(stored: unknown, cells: readonly Cell[]): boolean {
  if (stored === null) return false;
  const there = hasChildren(stored) ? stored : [stored];
  return cells.some((cell, column) => cell !== '' && (there[column] ?? null) === null);
}

/**
 * Adds rows at the end. Reserves their slots first, so that concurrent appends do not collide.
 * @returns the number of rows.
 * @throws unknown-column, row-too-long, and what `datasetFor` throws.
 */
export async function appendRows(context: Context, caller: Caller, id: string, rows: RowValues[]): Promise<number> {
  const dataset = await readyFor(context, id, caller, 'create');
  const added = rows.map((values) => {
    const cells: Cell[] = dataset.columns.map(() => '');
    for (const [column, cell] of toCells(dataset, values)) cells[column] = cell;
    return cells;
  });
  await checkAppend(context, dataset, added);
  const { slots, rowCount } = await changeCounts(context, dataset, { slots: added.length, rowCount: added.length });

  const first = slots - added.length;
  const entry = { by: caller.name, kind: 'append' as const, rows: added.length, row: first };
  const updates: Updates = historyUpdate(context, noteOf(dataset), entry);
  for (const [offset, cells] of added.entries()) {
    const place = placeOf(dataset, first + offset);
    const row = paths.row(id, dataset.rowsVersion, place.block, place.slot);
    Object.assign(updates, set(row, cells));
    // safeguard: rows-are-marked-in-the-write-that-changes-them
    Object.assign(updates, markUpdate(dataset, place.block));
  }
  await context.tree.write(updates);
  return rowCount;
}

/**
 * Deletes a row. Its index is not reused, and the rows after it keep theirs. It is kept aside, so that it can be put back.
 * @returns the number of rows left.
 * @throws row-not-found, and what `datasetFor` throws.
 */
export async function deleteRow(context: Context, caller: Caller, id: string, index: number): Promise<number> {
  const dataset = await readyFor(context, id, caller, 'delete');
  const place = placeOf(dataset, index);
  const row = paths.row(id, dataset.rowsVersion, place.block, place.slot);
  const stored = await context.tree.read(row);
  if (stored === null) throw rowNotFound(dataset, index);
  // Before deleting the row: a recount that runs afterwards then has the last word on the number.
  const { rowCount } = await changeCounts(context, dataset, { slots: 0, rowCount: -1 });
  await context.tree.write({
    ...remove(row),
    ...set(paths.deletedRow(id, dataset.rowsVersion, index), { row: stored, at: context.clock.now() }),
    ...bump(paths.holes(id, dataset.rowsVersion).child(place.block)),
    // safeguard: rows-are-marked-in-the-write-that-changes-them
    ...markUpdate(dataset, place.block),
    ...historyUpdate(context, noteOf(dataset), { by: caller.name, kind: 'delete', rows: 1, row: index }),
  });
  return rowCount;
}

/**
 * Puts a deleted row back at its index, as it was.
 * @returns the row
 * @throws row-not-found if none is kept, and what `datasetFor` throws.
 */
export async function restoreRow(context: Context, caller: Caller, id: string, index: number): Promise<IndexedRow> {
  const dataset = await readyFor(context, id, caller, 'create');
  const { rowsVersion, record, columns } = dataset;
  const place = placeOf(dataset, index);
  const kept = await context.tree.read(paths.deletedRow(id, rowsVersion, index));
  if (!kept) throw notDeleted(dataset, index);
  const [row] = blockRows({ [place.slot]: kept.row }, place.block, record.rowsPerBlock, columns.length);
  if (!row) throw notDeleted(dataset, index);
  const others = await readBlock(context.tree, dataset, place.block);
  checkBlocks([{ index, bytes: rowBytes(row.cells), before: 0 }], record.rowsPerBlock, () => bytesOf(others));
  await changeCounts(context, dataset, { slots: 0, rowCount: 1 });
  await context.tree.write({
    ...set(paths.row(id, rowsVersion, place.block, place.slot), kept.row),
    ...remove(paths.deletedRow(id, rowsVersion, index)),
    ...bump(paths.holes(id, rowsVersion).child(place.block), -1),
    // safeguard: rows-are-marked-in-the-write-that-changes-them
    ...markUpdate(dataset, place.block),
    ...historyUpdate(context, noteOf(dataset), { by: caller.name, kind: 'append', rows: 1, row: index }),
  });
  return row;
}

/**
 * Updates the counts for added or deleted rows, provided that the file is still the one the request meant.
 * @throws dataset-not-found; conflict if another file has replaced it in the meantime.
 */
async function changeCounts(
  context: Context,
  { id, rowsVersion }: ReadyDataset,
  by: Pick<DatasetRecord, 'slots' | 'rowCount'>,
): Promise<DatasetRecord> {
  const record = await changeDataset(context, id, (current) => {
    if (current.rowsVersion !== rowsVersion) return refuse;
    const rowCount = Math.max(0, current.rowCount + by.rowCount);
    return { ...current, slots: current.slots + by.slots, rowCount, updatedAt: context.clock.now() };
  });
  if (record) return record;
  if (!(await findDataset(context.tree, id))) throw datasetNotFound(id);
  throw new SegueError('conflict', `The file of ${id} has just been replaced. Check its rows, then try again.`);
}

/** @throws dataset-not-found, forbidden */
async function readyFor(context: Context, id: string, caller: Caller, act: Act): Promise<ReadyDataset> {
  return await withColumns(context.tree, id, await datasetFor(context.tree, id, caller, [act, 'rows']));
}

function noteOf({ id, record }: ReadyDataset): { id: string; visibility: DatasetRecord['visibility'] } {
  return { id, visibility: record.visibility };
}

function placeOf({ record }: ReadyDataset, index: number): { block: number; slot: number } {
  return { block: Math.floor(index / record.rowsPerBlock), slot: index % record.rowsPerBlock };
}

function markUpdate({ id, rowsVersion }: ReadyDataset, block: number): Updates {
  return bump(paths.changes(id, rowsVersion).child(block));
}

/** Values by column number. */
function toCells(dataset: ReadyDataset, values: RowValues): [number, Cell][] {
  const cells = Object.entries(values).map(([name, value]): [number, Cell] => {
    const column = dataset.columns.indexOf(name);
    if (column < 0) throw unknownColumn(dataset, name);
    return [column, fromJson(value)];
  });
  if (cells.length === 0) {
    throw new SegueError('invalid-request', 'The request names no column. Send an object like {"popularity": 88}.');
  }
  return cells;
}

/** The error for a column that the data set does not have, with the nearest names. */
export function unknownColumn({ id, columns }: Pick<ReadyDataset, 'id' | 'columns'>, name: string): SegueError {
  const suggestions = nearestNames(name, columns, 3);
  return new SegueError(
    'unknown-column',
    `The data set ${id} has no column "${name}". Its columns are: ${columns.slice(0, 30).join(', ')}.`,
    { suggestions },
  );
}

function rowNotFound({ id, record }: ReadyDataset, index: number): SegueError {
  return new SegueError(
    'row-not-found',
    `The data set ${id} has no row ${index}. Indexes count from 0 to ${record.slots - 1}, excluding deleted rows.`,
  );
}

function notDeleted({ id }: ReadyDataset, index: number): SegueError {
  return new SegueError(
    'row-not-found',
    `The data set ${id} keeps no deleted row ${index}. The last ${limits.deletedRows} are kept until its file is replaced.`,
  );
}

/** Only the last block already holds rows. Ignores concurrent appends: they rarely share that block, and are small. */
async function checkAppend({ tree }: Context, dataset: ReadyDataset, added: Cell[][]): Promise<void> {
  const { slots, rowsPerBlock } = dataset.record;
  const bytes = added.map(rowBytes);
  bytes.forEach((size, row) => checkRow(size, `Row ${row + 1} of the request`));
  const last = Math.floor(slots / rowsPerBlock);
  const held = slots % rowsPerBlock === 0 ? 0 : bytesOf(await readBlock(tree, dataset, last));
  const rows = bytes.map((size, row) => ({ index: slots + row, bytes: size, before: 0 }));
  checkBlocks(rows, rowsPerBlock, (block) => (block === last ? held : 0));
}

function bytesOf(rows: readonly IndexedRow[]): number {
  return rows.reduce((sum, { cells }) => sum + rowBytes(cells), 0);
}

function severalColumns({ columns }: ReadyDataset, cells: [number, Cell][]) {
  if (cells.length === 1) return {};
  return { columns: cells.slice(0, notedColumns).map(([column]) => columns[column]!), columnCount: cells.length };
}

function brief(cell: Cell): Cell {
  return typeof cell === 'string' && cell.length > 60 ? `${cell.slice(0, 59)}…` : cell;
}
