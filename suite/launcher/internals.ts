import { createRequire } from 'node:module';
import { inRoot } from './root.js';

/** The release that the patches were written for and tested with. */
const pinnedVersion = '15.34.2';

type Module = Record<string, unknown>;

/**
 * Modules are resolved as firebase-tools itself does: patching a second copy of `exegesis-express`, say, would have no
 * effect.
 */
const requireInside = createRequire(inRoot('node_modules/firebase-tools/package.json'));

/** Checks that the installed firebase-tools is the release the patches were written for. */
export function checkVersion(): void {
  const { version } = requireInside('./package.json') as { version: string };
  if (version === pinnedVersion) return;
  throw new Error(
    `firebase-tools ${version} is installed, but the launcher patches ${pinnedVersion}: run "npm ci", ` +
      'or go through suite/launcher/patches/ with the new release and then change pinnedVersion in suite/launcher/internals.ts.',
  );
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
      `firebase-tools ${pinnedVersion} should export the function ${missing} from ${path}, but does not: ` +
        'run "npm ci" to get the release that this launcher patches.',
    );
  }
  return loaded as T;
}

/** Replaces one export of a module with a wrapper around the original. */
export function wrapExport<T extends object, K extends keyof T>(module: T, name: K, wrap: (original: T[K]) => T[K]) {
  module[name] = wrap(module[name]);
}
