import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { loadInternal, wrapExport } from '../internals.js';

/** What firebase-tools passes to the database; the last two only if functions run too. */
interface StartArguments {
  host: string;
  port: number;
  projectId: string;
  rules?: { rules: string; instance: string }[];
  functions_emulator_host?: string;
  functions_emulator_port?: number;
}

interface DownloadableEmulators {
  requiresJava: (emulator: string) => boolean;
  start: (emulator: string, parameters: StartArguments, extraEnv?: object) => Promise<void>;
  stop: (emulator: string) => Promise<void>;
  getPID: (emulator: string) => number;
}

/** Our emulator's only reply: ready, or an error. */
type ChildMessage = { type: 'ready'; host: string; port: number } | { type: 'error'; message: string };

/**
 * Replaces Google's JAR with our own Realtime Database emulator; only for 'database'. The suite still imports, exports,
 * uploads and watches rules and registers triggers, since it does all that over HTTP.
 *
 * If firebase-tools changes: `loadInternal` says which of the four exports is gone.
 */
export function replaceDatabase(program: string, faults?: string): void {
  const emulators = loadInternal<DownloadableEmulators>('./lib/emulator/downloadableEmulators', [
    'requiresJava',
    'start',
    'stop',
    'getPID',
  ]);
  let child: ChildProcess | undefined;
  wrapExport(emulators, 'requiresJava', (original) => (name) => name !== 'database' && original(name));
  wrapExport(emulators, 'start', (original) => async (name, parameters, extraEnv) => {
    if (name !== 'database') return original(name, parameters, extraEnv);
    child = await startDatabase(program, parameters, faults);
  });
  wrapExport(emulators, 'stop', (original) => async (name) => {
    if (name !== 'database') return original(name);
    if (child) await stopDatabase(child);
    child = undefined;
  });
  wrapExport(emulators, 'getPID', (original) => (name) => (name === 'database' ? (child?.pid ?? 0) : original(name)));
}

/**
 * Starts the emulator in its own process, since the Auth emulator blocks this one for a while. It is detached, so that
 * Ctrl-C in a terminal reaches only the suite, which can then still export the database.
 */
async function startDatabase(
  program: string,
  parameters: StartArguments,
  faults: string | undefined,
): Promise<ChildProcess> {
  const child = fork(program, [], { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = new Promise<ChildMessage>((resolve) => {
    child.once('message', (message) => resolve(message as ChildMessage));
    child.once('error', (error) => resolve({ type: 'error', message: error.message }));
    child.once('exit', (code, signal) => resolve({ type: 'error', message: `it ended with ${code ?? signal ?? '?'}` }));
  });
  child.send({
    type: 'start',
    host: parameters.host,
    port: parameters.port,
    project: parameters.projectId,
    rules: parameters.rules?.[0]?.rules,
    functionsHost: parameters.functions_emulator_host,
    functionsPort: parameters.functions_emulator_port,
    strictTokens: true,
    faults,
  });
  const message = await answer;
  if (message.type === 'error') {
    child.kill();
    throw new Error(`The database emulator did not start: ${message.message}`);
  }
  child.once('exit', endSuite);
  return child;
}

async function stopDatabase(child: ChildProcess): Promise<void> {
  child.off('exit', endSuite);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.send({ type: 'stop' }, () => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), 4000);
  await gone;
  clearTimeout(timer);
}

/** Without its database the suite is useless: stops it, so that its parent notices. */
function endSuite(code: number | null, signal: NodeJS.Signals | null): void {
  console.error(`The database emulator stopped (${code ?? signal ?? '?'}), so the suite stops too.`);
  process.exit(1);
}
