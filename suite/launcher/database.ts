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
 * Prints the database's stderr while it runs. If it fails to start, prints its log when this process exits. If it stops
 * later, ends the suite.
 *
 * If firebase-tools changes: it must keep the database's process in `downloadableEmulators.get('database').instance`,
 * write its output to `database-debug.log`, ask `java -version` and call `java … -jar PATH …` (`java/java`). Without
 * the first or second the reason of a failed start is lost, without the others the start fails.
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
