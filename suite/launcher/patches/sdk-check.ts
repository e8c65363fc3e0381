import { loadInternal, wrapExport } from '../internals.js';

interface Versioning {
  getLatestSDKVersion: () => string | undefined;
}

/**
 * Skips asking the npm registry whether firebase-functions is the newest: even offline that takes 0.3 s of npm at each
 * load of the functions, and each load blocks the whole suite.
 *
 * If firebase-tools changes: the start takes that long again, nothing else.
 */
export function skipSdkCheck(): void {
  const versioning = loadInternal<Versioning>('./lib/deploy/functions/runtimes/node/versioning', [
    'getLatestSDKVersion',
  ]);
  wrapExport(versioning, 'getLatestSDKVersion', () => () => undefined);
}
