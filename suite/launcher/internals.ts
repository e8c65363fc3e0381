import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inRoot } from './root.js';

type Module = Record<string, unknown>;

/** The folder of another firebase-tools that is to run, for trying a new release; undefined for the pinned one. */
function triedFolder(): string | undefined {
  return process.env['SEGUE_FIREBASE_TOOLS'];
}

/**
 * Loads a module as firebase-tools itself does: patching a second copy of `exegesis-express`, say, would have no
 * effect.
 */
function requireInside(path: string): unknown {
  return createRequire(join(triedFolder() ?? inRoot('node_modules/firebase-tools'), 'package.json'))(path);
}

/** Checks that the installed firebase-tools is the pinned release; a release that is only tried is named. */
export function checkVersion(): void {
  const { version } = requireInside('./package.json') as { version: string };
  const pinned = readPinnedVersion();
  if (version === pinned) return;
  const difference = `firebase-tools ${version} runs, but the launcher patches ${pinned}`;
  if (triedFolder() === undefined) {
    throw new Error(`${difference}: run "npm ci" to install the release that it patches.`);
  }
  console.error(`⚠  ${difference}.`);
}

/** The release that the patches were written for and tested with. */
function readPinnedVersion(): string | undefined {
  const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return devDependencies['firebase-tools'];
}

/**
 * Loads a module of firebase-tools (`./lib/…`) or one of its dependencies.
 *
 * @param functions the exports the caller relies on, all functions
 * @throws an error that names the missing export
 */
export function loadInternal<T extends object>(path: string, functions: (keyof T & string)[]): T {
  const loaded = requireInside(path) as Module;
  const missing = functions.find((name) => typeof loaded[name] !== 'function');
  if (missing !== undefined) {
    throw new Error(
      `firebase-tools does not export the function ${missing} from ${path}, which suite/launcher relies on: ` +
        'run "npm ci" to install the release that it patches, or change the patch.',
    );
  }
  return loaded as T;
}

/** Replaces one export of a module with a wrapper around the original. */
export function wrapExport<T extends object, K extends keyof T>(module: T, name: K, wrap: (original: T[K]) => T[K]) {
  module[name] = wrap(module[name]);
}
