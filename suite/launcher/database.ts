import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { loadInternal } from './internals.js';
import { inRoot } from './root.js';

/** The program that takes the place of Google's JAR, inside the project's folder. */
export const databaseProgram = 'emulator/lib/cli.js';

/** Where firebase-tools writes what the database prints: in its working folder, which is the suite's temporary one. */
const logFile = 'database-debug.log';

interface DownloadableEmulators {
  get: (emulator: string) => { instance: ChildProcess | null };
}

/**
 * Variables with which firebase-tools runs our own Realtime Database emulator: it takes the file of the first for
 * Google's JAR, and the `java` that is first on the PATH is `java/java`, which runs that file with Node. The suite
 * still imports, exports, uploads and watches rules and registers triggers, since it does all that over HTTP.
 */
export function databaseEnvironment(project: string, faults = ''): Record<string, string> {
  return {
    DATABASE_EMULATOR_BINARY_PATH: inRoot(databaseProgram),
    PATH: [inRoot('suite/launcher/java'), process.env['PATH']].join(delimiter),
    SEGUE_NODE: process.execPath,
    SEGUE_PROJECT: project,
    SEGUE_FAULTS: faults,
  };
}

/**
 * Prints what the database prints, which firebase-tools only writes to a file: as it comes once it runs and, if it
 * ended at its start, when this process ends, marked as firebase-tools marks warnings. A database that ends later ends
 * the suite too, so that its parent notices: firebase-tools would carry on where a signal has killed it.
 *
 * @returns what to call once the database runs
 */
export function followDatabase(): () => void {
  const { get } = loadInternal<DownloadableEmulators>('./lib/emulator/downloadableEmulators', ['get']);
  const explain = () => {
    if (!get('database').instance?.exitCode || !existsSync(logFile)) return;
    process.stderr.write(readFileSync(logFile, 'utf8').replace(/^(?=.)/gm, '⚠  database: '));
  };
  process.once('exit', explain);
  return () => {
    process.off('exit', explain);
    const { instance } = get('database');
    instance?.stderr?.pipe(process.stderr);
    instance?.once('exit', (code, signal) => {
      // Stopped by this process.
      if (instance.killed) return;
      console.error(`The database emulator stopped (${code ?? signal ?? '?'}), so the suite stops too.`);
      process.exit(1);
    });
  };
}
