import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OWNER } from './credentials.js';
import { RequestFailure } from './failure.js';
import type { Emulator } from './server.js';
import { jsonChunks } from './tree/json-chunks.js';
import type { JsonStream } from './tree/json-stream.js';
import type { Draft } from './tree/server-values.js';

/** Folder inside an export of the Emulator Suite with one JSON file per database. */
const FOLDER = 'database_export';

const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** File that describes an export; it is not a database. */
const METADATA = 'firebase-export-metadata.json';

/**
 * Loads what `exportTo` or the Emulator Suite exported: each `NAME.json` into the database NAME, without firing
 * functions. Throws a SyntaxError that names the file for broken JSON, a `RequestFailure` that names it for invalid
 * data or an invalid database name, and the system's error for unreadable files.
 */
export function importFrom(emulator: Emulator, directory: string): void {
  const folder = existsSync(join(directory, FOLDER)) ? join(directory, FOLDER) : directory;
  for (const name of databaseFiles(folder).filter((file) => folder !== directory || file !== METADATA)) {
    const file = join(folder, name);
    naming(file, () => {
      const database = emulator.instances.get(basename(name, '.json'));
      database.setDraft('', readDraft(file, database.readerFor('')), OWNER, { triggers: false });
    });
  }
}

/** Makes a refusal name the file. */
function naming(file: string, load: () => void): void {
  try {
    load();
  } catch (error) {
    if (!(error instanceof RequestFailure)) throw error;
    throw new RequestFailure(error.code, `The file ${file} cannot be imported: ${error.message}`);
  }
}

function databaseFiles(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory()).map(({ name }) => name);
}

/**
 * Throws the system's error if `exportTo` could not write here. Creates nothing: if the emulator were then killed, the
 * next import would take the empty export for empty databases.
 */
export function checkExport(directory: string): void {
  let place = resolve(directory, FOLDER);
  while (!existsSync(place)) place = dirname(place);
  readdirSync(place);
  accessSync(place, constants.W_OK);
}

/**
 * Writes every database that is not empty in the format of the Emulator Suite's export, with its metadata file.
 * Replaces an existing export: files of databases that are now empty are deleted.
 */
export function exportTo(emulator: Emulator, directory: string): void {
  const folder = join(directory, FOLDER);
  mkdirSync(folder, { recursive: true });
  const stale = new Set(databaseFiles(folder));
  for (const { name, root } of emulator.instances.all()) {
    if (root === null) continue;
    writeWhole(join(folder, `${name}.json`), jsonChunks(root, 'export'));
    stale.delete(`${name}.json`);
  }
  for (const file of stale) rmSync(join(folder, file));
  const metadata = { version: '15.0.0', database: { version: '4.11.2', path: FOLDER } };
  writeWhole(join(directory, METADATA), [JSON.stringify(metadata, null, 2)]);
}

/** Replaces a file atomically: if the process is killed meanwhile, the old file stays intact. */
function writeWhole(file: string, chunks: Iterable<string>): void {
  const descriptor = openSync(`${file}.new`, 'w');
  try {
    for (const chunk of chunks) writeFileSync(descriptor, chunk);
  } finally {
    closeSync(descriptor);
  }
  renameSync(`${file}.new`, file);
}

/** Reads the JSON in a file piece by piece. */
function readDraft(file: string, stream: JsonStream): Draft {
  const descriptor = openSync(file, 'r');
  try {
    for (const bytes of chunksOf(descriptor)) stream.write(bytes);
    return stream.end();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`The file ${file} is not JSON: ${error.message}`, { cause: error });
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a file, but for the byte order mark that Windows editors put before the text. */
function* chunksOf(descriptor: number): Generator<Uint8Array> {
  const chunk = Buffer.allocUnsafe(1 << 20);
  let isFirst = true;
  for (;;) {
    const length = readSync(descriptor, chunk);
    if (length === 0) return;
    const bytes = chunk.subarray(0, length);
    yield isFirst && bytes.indexOf(BYTE_ORDER_MARK) === 0 ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
    isFirst = false;
  }
}
