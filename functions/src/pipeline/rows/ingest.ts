import type { ColumnRecord, DatasetRecord, FileFacts } from '@segue/core/contract/stored/dataset';
import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import type { FileOptions, OpenUpload, UploadRecord } from '@segue/core/contract/stored/upload';
import type { Cell } from '@segue/core/tables/cells';
import { kindsOfTable } from '@segue/core/tables/columns/column-kinds';
import { parseTable, type ParsedTable } from '@segue/core/tables/reading/parse-table';
import { completeUpload } from './complete-upload.js';
import { datasetFor } from '../records/access.js';
import { changeDataset, datasetNotFound, type Caller } from '../records/dataset-records.js';
import { keyFor } from '../records/dataset-keys.js';
import { bump, set, type Updates } from '@segue/core/contract/stored/updates';
import type { Context } from '../ports.js';
import { layOutRows, type RowLayout } from './row-layout.js';

/** An open upload in parts. */
export type AnnouncedUpload = OpenUpload & Required<Pick<OpenUpload, 'parts'>>;

/** A parsed file, ready to be stored: it has passed every check. */
interface ReadyFile extends RowLayout {
  table: ParsedTable;
  columns: ColumnRecord[];
  facts: FileFacts;
}

/**
 * Stores a file as a new data set: parses all of it, writes the rows under a version of their own, then publishes them
 * by setting one pointer. An unreadable file leaves nothing stored, and a half-stored one is never visible.
 * @returns the data set's id.
 * @throws SegueError or TableError that says what is wrong with the file.
 */
export async function createDataset(
  context: Context,
  caller: Caller,
  options: FileOptions,
  bytes: Uint8Array,
): Promise<string> {
  const file = readFile(options, bytes);
  const id = newDatasetId(context, options);
  const upload = newUpload(context, caller, { dataset: id, rowsVersion: 1, kind: 'upload' });
  await context.tree.write(set(paths.upload(id), upload));
  await storeAndShow(context, caller, id, upload, newRecord(context, caller, options, file), file);
  return id;
}

/**
 * Replaces all rows of a data set with those of another file, all or nothing; readers see the old rows until then.
 * @throws SegueError or TableError; conflict if a later replacement finished first.
 */
export async function replaceRows(
  context: Context,
  caller: Caller,
  id: string,
  options: FileOptions,
  bytes: Uint8Array,
): Promise<void> {
  await datasetFor(context.tree, id, caller, ['change', 'rows']);
  const file = readFile(options, bytes);
  const current = await changeDataset(context, id, (record) => ({ ...record, issued: record.issued + 1 }));
  if (!current) throw datasetNotFound(id);
  const rowsVersion = current.issued;
  const upload = newUpload(context, caller, { dataset: id, rowsVersion, kind: 'replace' });
  const key = `${id}-${rowsVersion}`;
  await context.tree.write(set(paths.upload(key), upload));
  const record = { ...current, ...fileFields(file, context.clock.now()), rowsVersion };
  await storeAndShow(context, caller, key, upload, record, file);
}

/** Parses, stores and publishes the file of an upload in parts. The id was chosen when the upload began. */
export async function createFromParts(
  context: Context,
  caller: Caller,
  key: string,
  upload: AnnouncedUpload,
  bytes: Uint8Array,
): Promise<string> {
  const { options } = upload.parts;
  const file = readFile(options, bytes);
  await storeAndShow(context, caller, key, upload, newRecord(context, caller, options, file), file);
  return upload.dataset;
}

/** The id for a new data set, made from the file's options. */
export function newDatasetId(context: Context, options: FileOptions): string {
  return keyFor(context, options.name?.trim() || options.fileName, options.visibility ?? 'private');
}

/** The initial record of an upload. */
export function newUpload(
  context: Context,
  caller: Caller,
  target: Pick<OpenUpload, 'dataset' | 'rowsVersion' | 'kind'>,
): OpenUpload {
  return { owner: caller.uid, ...target, state: 'open', startedAt: context.clock.now() };
}

function readFile(options: FileOptions, bytes: Uint8Array): ReadyFile {
  const { fileName, delimiter, header, encoding } = options;
  const table = parseTable(bytes, {
    fileName,
    ...(delimiter ? { delimiter } : {}),
    ...(header === undefined ? {} : { header }),
    ...(encoding ? { encoding } : {}),
  });
  if (table.columns.length > limits.columns) {
    throw new SegueError(
      'too-many-columns',
      `The file has ${table.columns.length} columns; the limit is ${limits.columns}. Leave some out, or check the delimiter.`,
    );
  }
  const { type, delimiter: found, encoding: read, header: named } = table.file;
  const facts = { name: fileName, type, bytes: bytes.length, delimiter: found, encoding: read, header: named };
  const kinds = kindsOfTable(table);
  const columns = table.columns.map((name, column) => ({ name, kind: kinds[column]! }));
  return { table, columns, facts, ...layOutRows(table.rows, table.lines) };
}

function newRecord(context: Context, caller: Caller, options: FileOptions, file: ReadyFile): DatasetRecord {
  const now = context.clock.now();
  return {
    name: options.name?.trim() || options.fileName,
    description: options.description?.trim() ?? '',
    owner: caller.uid,
    ownerName: caller.name,
    visibility: options.visibility ?? 'private',
    visibilityChosen: true,
    issued: 1,
    rowsVersion: 1,
    createdAt: now,
    ...fileFields(file, now),
  };
}

/** The parts of a record that come from its file. */
function fileFields({ table, rowsPerBlock, facts }: ReadyFile, now: number) {
  return {
    status: 'ready' as const,
    file: facts,
    rowCount: table.rows.length,
    slots: table.rows.length,
    columnCount: table.columns.length,
    rowsPerBlock,
    updatedAt: now,
    repairCount: table.repairCount,
    repairs: table.repairs.slice(0, 5).map((repair) => ({ ...repair, message: repair.message.slice(0, 200) })),
  };
}

async function storeAndShow(
  context: Context,
  caller: Caller,
  key: string,
  upload: UploadRecord,
  record: DatasetRecord,
  file: ReadyFile,
): Promise<void> {
  const { dataset, rowsVersion } = upload;
  await context.tree.write(set(paths.columns(dataset, rowsVersion), file.columns));
  for (const updates of blockWrites(dataset, rowsVersion, file.blocks)) await context.tree.write(updates);
  await completeUpload(context, key, { record, by: caller.name });
}

/** Rows and marks of all blocks, in as few writes as the service allows. */
function* blockWrites(dataset: string, rowsVersion: number, blocks: Cell[][][]): Generator<Updates> {
  let updates: Updates = {};
  let bytes = 0;
  let count = 0;
  for (const [number, block] of blocks.entries()) {
    const marked = bump(paths.changes(dataset, rowsVersion).child(number));
    Object.assign(updates, set(paths.block(dataset, rowsVersion, number), block), marked);
    bytes += JSON.stringify(block).length;
    count++;
    if (count < limits.blocksPerWrite && bytes < limits.writeBytes) continue;
    yield updates;
    updates = {};
    bytes = 0;
    count = 0;
  }
  if (count > 0) yield updates;
}
