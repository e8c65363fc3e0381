/** The process that runs an Emulator Suite: firebase-tools, patched. Its one argument says what to start. */
import { followDatabase } from './database.js';
import { checkVersion, loadInternal } from './internals.js';
import { portNames, type HostMessage, type HostOptions } from './messages.js';
import { compileAuthValidatorsLazily } from './patches/auth-validators.js';
import { applyChoices } from './patches/configuration.js';
import { skipSdkCheck } from './patches/sdk-check.js';
import { shareWorkers } from './patches/shared-workers.js';
import { shimWorkers } from './patches/worker-start.js';
import { inRoot } from './root.js';

interface FirebaseTools {
  emulators: { start: (options: object) => Promise<unknown> };
}

interface Registry {
  EmulatorRegistry: {
    listRunningWithInfo: () => { name: string; host: string; port: number; pid?: number }[];
  };
}

const choices = JSON.parse(process.argv[2] ?? '{}') as HostOptions;

process.on('disconnect', () => process.exit(1));
// There is only one command; see HostCommand.
process.on('message', () => void stop());
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

try {
  checkVersion();
  skipSdkCheck();
  compileAuthValidatorsLazily();
  shimWorkers();
  shareWorkers();
  const onReady = choices.official ? undefined : followDatabase();
  applyChoices(choices, () => {
    onReady?.();
    reportReady();
  });
  await startEmulators();
  process.exit(0);
} catch (error) {
  fail(error);
}

/** Runs `firebase emulators:start`; resolves only after a signal has ended it. */
async function startEmulators(): Promise<void> {
  loadInternal<{ useConsoleLoggers: () => void }>('./lib/logger', ['useConsoleLoggers']).useConsoleLoggers();
  const tools = loadInternal<object>('firebase-tools', []) as FirebaseTools;
  await tools.emulators.start({
    cwd: inRoot(),
    config: inRoot('firebase.json'),
    project: choices.project,
    // Given here, so that firebase-tools does not ask Google for it.
    site: choices.project,
    instance: choices.project,
    only: (choices.only ?? portNames).join(','),
    import: choices.importFrom,
    nonInteractive: true,
  });
}

function reportReady(): void {
  const { EmulatorRegistry } = loadInternal<Registry>('./lib/emulator/registry', []);
  const running = EmulatorRegistry.listRunningWithInfo();
  const hub = running.find(({ name }) => name === 'hub');
  send({
    type: 'ready',
    hub: `http://${hub?.host ?? '127.0.0.1'}:${hub?.port ?? 0}`,
    pids: Object.fromEntries(running.map(({ name, pid }) => [name, pid])),
  });
}

/**
 * Exits at once, the database first, since it must release its port. Workers and everything else end with this process.
 * The suite's own shutdown would wait a minute for functions that are still running.
 */
async function stop(): Promise<void> {
  const emulators = loadInternal<{ stop: (name: string) => Promise<void> }>('./lib/emulator/downloadableEmulators', [
    'stop',
  ]);
  if (!choices.only || choices.only.includes('database')) await emulators.stop('database');
  process.exit(0);
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (process.connected) process.send?.({ type: 'error', message } satisfies HostMessage, () => process.exit(1));
  else process.exit(1);
}

function send(message: HostMessage): void {
  if (process.connected) process.send?.(message);
}
