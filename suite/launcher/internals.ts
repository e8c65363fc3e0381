import { createRequire } from 'node:module';
import { inRoot } from './root.js';

/** The release whose insides the patches were written against and tested with. */
const pinnedVersion = '15.34.2';

type Module = Record<string, unknown>;

/**
 * Modules are taken from firebase-tools as it finds them itself: a second copy of `exegesis-express`, say, would be
 * patched without any effect.
 */
const requireInside = createRequire(inRoot('node_modules/firebase-tools/package.json'));

/** Checks that the installed firebase-tools is the one the patches know. */
export function checkVersion(): void {
  const { version } = requireInside('./package.json') as { version: string };
  if (version === pinnedVersion) return;
  throw new Error(
    `firebase-tools ${version} is installed, but the launcher patches ${pinnedVersion}: run "npm ci", ` +
      'or go through suite/launcher/patches/ with the new release and then change pinnedVersion in suite/launcher/internals.ts.',
  );
}

/**
 * Loads a module of firebase-tools (`./lib/…`) or one it depends on.
 *
 * @param functions the exports the caller relies on, all functions
 * @throws an error that names the export that is missing
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

/** Replaces one export of a module by something made from the original. */
export function wrapExport<T extends object, K extends keyof T>(module: T, name: K, wrap: (original: T[K]) => T[K]) {
  module[name] = wrap(module[name]);
}
