/** `npm run emulator -- --port 0 --project P [--rules FILE] [--host H] [--import DIR] [--export-on-exit DIR]` */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkExport, exportTo, importFrom } from './disk.js';
import { whenOrphaned, whenParentEnds } from './orphaned.js';
import { type Emulator, startEmulator } from './server.js';
import { parseFaults } from './triggers/fault-options.js';
import { startProblem } from './start-problem.js';

const USAGE = `Starts a Firebase Realtime Database emulator and prints its address.

  --project P            project, and name of the default database (default demo-project)
  --port N               port; 0, the default, takes a free one
  --host H               address to listen on (default 127.0.0.1)
  --rules FILE           security rules; without them everybody may read and write
  --import DIR           load an export of this emulator or of the Emulator Suite
  --export-on-exit DIR   write one on Ctrl-C or SIGTERM
  --functions HOST:PORT  functions emulator to call triggers at; firebase-tools says the same with
                         --functions_emulator_host and --functions_emulator_port
  --retry NAMES          functions to call again when they fail, as in count,mark; those that
                         declare retry: true in their codebase are in any case
  --faults SPEC          deliver events twice, late, out of order or not at all: a seed, or as in
                         seed=7,twice=0.1,late=0.1,swapped=0.1,lost=0,delay=500
  --strict-tokens        refuse credentials that are neither tokens nor "owner", as the service does;
                         without it they are an administrator's, as in Google's emulator
  --explain              let every refusal by rules say which rule said no, and why
  --end-with-parent      end when the process that started it does`;

const OPTIONS = {
  project: { type: 'string', default: 'demo-project' },
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  rules: { type: 'string' },
  import: { type: 'string' },
  'export-on-exit': { type: 'string' },
  functions: { type: 'string' },
  retry: { type: 'string' },
  faults: { type: 'string' },
  'strict-tokens': { type: 'boolean', default: false },
  explain: { type: 'boolean', default: false },
  'end-with-parent': { type: 'boolean', default: false },
  // As firebase-tools calls Google's JAR, so that this program can take its place.
  functions_emulator_host: { type: 'string' },
  functions_emulator_port: { type: 'string' },
  single_project_mode: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

type CommandValues = ReturnType<typeof readArguments>;

await main();

async function main(): Promise<void> {
  const values = readArguments();
  if (values.help) return console.log(USAGE);
  const emulator = await start(values);
  console.log(`Database emulator ready at ${emulator.url} (project ${values.project})`);
  const stop = (): void => void finish(emulator, values['export-on-exit']);
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  (values['end-with-parent'] ? whenParentEnds : whenOrphaned)(stop);
}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

async function start(values: CommandValues): Promise<Emulator> {
  const port = portFrom(values.port) ?? fail(`--port takes a number from 0 to 65535, not "${values.port}".`);
  const functions = functionsOf(values);
  try {
    const emulator = await startEmulator({
      host: values.host,
      port,
      project: values.project,
      explain: values.explain,
      strictTokens: values['strict-tokens'],
      ...(values.retry === undefined ? {} : { retry: values.retry.split(',') }),
      ...(values.faults === undefined ? {} : { faults: parseFaults(values.faults) }),
      ...(values.rules === undefined ? {} : { rules: readFileSync(values.rules, 'utf8') }),
      ...(functions === undefined ? {} : { functionsEmulator: functionsAddress(functions) }),
    });
    if (values.import !== undefined) importFrom(emulator, values.import);
    // Checked at the start, because at the end the data would be lost.
    exportingTo(values['export-on-exit'], checkExport);
    return emulator;
  } catch (error) {
    return fail(startProblem(error, { host: values.host, port, rules: values.rules }));
  }
}

/** Where functions are called, however it was said. */
function functionsOf(values: CommandValues): string | undefined {
  const { functions, functions_emulator_host: host = '127.0.0.1', functions_emulator_port: port } = values;
  return functions ?? (port === undefined ? undefined : `${host}:${port}`);
}

function functionsAddress(text: string): { host: string; port: number } {
  const at = text.lastIndexOf(':');
  const port = portFrom(text.slice(at + 1));
  if (at < 1 || port === undefined) return fail(`--functions takes HOST:PORT, as in 127.0.0.1:5001, not "${text}".`);
  return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port };
}

function portFrom(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port <= 65_535 ? port : undefined;
}

/** Runs a step of the export, if one was asked for; if it fails, prints a sentence and exits. */
function exportingTo(directory: string | undefined, step: (directory: string) => void): void {
  if (directory === undefined) return;
  try {
    step(directory);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    fail(`The folder ${directory} cannot be written (${code ?? message}): give --export-on-exit a writable folder.`);
  }
}

async function finish(emulator: Emulator, directory: string | undefined): Promise<void> {
  await emulator.stop();
  exportingTo(directory, (folder) => exportTo(emulator, folder));
  process.exit(0);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
