/**
 * The emulator as a child process of the launcher, which starts, watches and stops it over the IPC channel. It is a
 * separate process because the Emulator Suite blocks its own for seconds at a time.
 */
import { readFileSync } from 'node:fs';
import { type Emulator, type EmulatorOptions, startEmulator } from './server.js';
import { type FaultOptions, parseFaults } from './triggers/fault-options.js';
import { startProblem } from './start-problem.js';

/** Messages from the parent. `rules` is the path of a file; the functions address is given if functions run. */
type FromParent =
  | {
      type: 'start';
      host: string;
      port: number;
      project: string;
      rules?: string;
      functionsHost?: string;
      functionsPort?: number;
      explain?: boolean;
      strictTokens?: boolean;
      faults?: string | number | Partial<FaultOptions>;
    }
  | { type: 'stop' };

type ToParent = { type: 'ready'; host: string; port: number } | { type: 'error'; message: string };

let running: Emulator | undefined;

process.on('message', (message: FromParent) => {
  void (message.type === 'start' ? start(message) : exit());
});
// Without its parent nothing could stop this process.
process.on('disconnect', () => void exit());
// Ctrl-C reaches the whole process group; the parent still has to export the data before it sends `stop`.
process.on('SIGINT', () => undefined);

async function start(message: FromParent & { type: 'start' }): Promise<void> {
  try {
    running = await startEmulator(optionsFrom(message));
    tell({ type: 'ready', host: running.host, port: running.port });
  } catch (error) {
    tell({ type: 'error', message: startProblem(error, message) });
  }
}

function optionsFrom(message: FromParent & { type: 'start' }): EmulatorOptions {
  const {
    host,
    port,
    project,
    rules,
    functionsHost,
    functionsPort,
    explain = false,
    strictTokens = false,
    faults,
  } = message;
  const functions = functionsHost !== undefined && functionsPort !== undefined;
  return {
    host,
    port,
    project,
    explain,
    strictTokens,
    ...(rules === undefined ? {} : { rules: readFileSync(rules, 'utf8') }),
    ...(faults === undefined ? {} : { faults: parseFaults(faults) }),
    ...(functions ? { functionsEmulator: { host: functionsHost, port: functionsPort } } : {}),
  };
}

function tell(message: ToParent): void {
  process.send?.(message);
}

async function exit(): Promise<void> {
  await running?.stop();
  process.exit(0);
}
