import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OWNER } from './credentials.js';
import { RequestFailure } from './failure.js';
import type { Emulator } from './server.js';
import { toJson } from './tree/to-json.js';

/** Folder inside an export of the Emulator Suite that holds a JSON file for each database. */
const FOLDER = 'database_export';

/** File of an export that describes it and holds no database. */
const METADATA = 'firebase-export-metadata.json';

/**
 * Loads what `exportTo` or the Emulator Suite's export wrote: each `NAME.json` into the database NAME, firing no
 * functions. Throws a SyntaxError naming the file for broken JSON, a `Failure` naming it for data or a name that no
 * database can have, the system's error for unreadable files.
 */
export function importFrom(emulator: Emulator, directory: string): void {
  const folder = existsSync(join(directory, FOLDER)) ? join(directory, FOLDER) : directory;
  for (const name of databaseFiles(folder).filter((file) => folder !== directory || file !== METADATA)) {
    const file = join(folder, name);
    const json = parse(readFileSync(file, 'utf8'), file);
    naming(file, () => emulator.instances.get(basename(name, '.json')).set('', json, OWNER, { triggers: false }));
  }
}

/** A refusal shall say which of the files is refused. */
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
 * Throws the system's error if `exportTo` could not write here. It makes nothing: an empty export would be imported as
 * one that holds nothing, if the emulator were killed.
 */
export function checkExport(directory: string): void {
  let place = resolve(directory, FOLDER);
  while (!existsSync(place)) place = dirname(place);
  readdirSync(place);
  accessSync(place, constants.W_OK);
}

/**
 * Writes every database that holds something as the Emulator Suite's export does, with its metadata file, in the place
 * of an export that is there: the files of databases that hold nothing any more are removed.
 */
export function exportTo(emulator: Emulator, directory: string): void {
  const folder = join(directory, FOLDER);
  mkdirSync(folder, { recursive: true });
  const stale = new Set(databaseFiles(folder));
  for (const { name, root } of emulator.instances.all()) {
    if (root === null) continue;
    writeWhole(join(folder, `${name}.json`), toJson(root, 'export'));
    stale.delete(`${name}.json`);
  }
  for (const file of stale) rmSync(join(folder, file));
  const metadata = { version: '15.0.0', database: { version: '4.11.2', path: FOLDER } };
  writeWhole(join(directory, METADATA), JSON.stringify(metadata, null, 2));
}

/** Replaces a file at one stroke: a process that is killed meanwhile leaves the old one whole. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

function parse(text: string, file: string): unknown {
  try {
    // Editors of Windows put a mark before it.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new SyntaxError(`The file ${file} is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}
