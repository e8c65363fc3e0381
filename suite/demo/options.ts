import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { limits } from '@segue/core/contract/limits';
import { Failure } from '@segue/cli/failure';
import { inRoot } from '../launcher/root.js';

/** What `npm run demo -- --help` prints. */
export const help = `npm run demo [-- OPTIONS]    the main job once, from a file to a model that retrains itself

  --file FILE       CSV or JSON (the sample)
  --delimiter TEXT  cell separator (detected)
  --user COLUMN     whom to recommend to; needed, with --item, if the columns are not recognised
  --item COLUMN     what to recommend
  --rating COLUMN   the weight of a row
  --no-build        uses the last build
  --json            prints one JSON document instead of text
  --help            prints this list
`;

/** The options of `npm run demo`, parsed. */
export interface DemoOptions {
  /** Absolute path of the file to upload. */
  file: string;
  delimiter: string | undefined;
  columns: { user: string; item: string; rating: string | undefined } | undefined;
  build: boolean;
  json: boolean;
  help: boolean;
}

/** @throws Failure that says which option or file is wrong */
export function readOptions(args: string[]): DemoOptions {
  const { file, delimiter, user, item, rating, json, help: wantsHelp, 'no-build': noBuild } = parse(args);
  if ((user === undefined) !== (item === undefined)) throw new Failure('--user and --item go together: name both.');
  return {
    file: checkFile(file === undefined ? inRoot('emulator-data/sample.csv') : resolve(file)),
    delimiter,
    columns: user !== undefined && item !== undefined ? { user, item, rating } : undefined,
    build: !noBuild,
    json,
    help: wantsHelp,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        file: { type: 'string' },
        delimiter: { type: 'string' },
        user: { type: 'string' },
        item: { type: 'string' },
        rating: { type: 'string' },
        'no-build': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

function checkFile(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Failure(`There is no file ${file}: name one with --file.`);
  if (!['.csv', '.json'].includes(extname(file).toLowerCase())) {
    throw new Failure(`${file} ends in neither .csv nor .json: convert or rename it.`);
  }
  if (found.size > limits.uploadBytes) {
    throw new Failure(
      `${file} has ${found.size} bytes, more than the ${limits.uploadBytes} of one request: ` +
        'use the page of "npm start", which sends larger files in parts.',
    );
  }
  return file;
}
