import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inRoot } from './root.js';

type Module = Record<string, unknown>;

/** A folder of another firebase-tools to run, for trying a new release; the pinned one if absent. */
const other = process.env['SEGUE_FIREBASE_TOOLS'];

/**
 * Modules are resolved as firebase-tools itself does: patching a second copy of `exegesis-express`, say, would have no
 * effect.
 */
const requireInside = createRequire(join(other ?? inRoot('node_modules/firebase-tools'), 'package.json'));

/** The release that the patches were written for and tested with. */
function pinnedVersion(): string | undefined {
  const { devDependencies } = requireInside(inRoot('package.json')) as { devDependencies: Record<string, string> };
  return devDependencies['firebase-tools'];
}

/** Checks that the installed firebase-tools is the pinned release; a release that is only tried is named. */
export function checkVersion(): void {
  const { version } = requireInside('./package.json') as { version: string };
  const pinned = pinnedVersion();
  if (version === pinned) return;
  const difference = `firebase-tools ${version} runs, but the launcher patches ${pinned}`;
  if (other === undefined) throw new Error(`${difference}: run "npm ci" to install the release that it patches.`);
  console.error(`⚠  ${difference}.`);
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
