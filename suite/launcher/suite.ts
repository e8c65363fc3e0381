import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Failure } from '@segue/cli/failure';
import { databaseEnvironment, databaseProgram } from './database.js';
import { suiteEnvironment } from './environment.js';
import { callTrigger, listFunctions, warmFunctions, type FunctionDefinition } from './functions-client.js';
import { prepareImport } from './import-data.js';
import { portNames, type HostCommand, type HostMessage, type HostOptions, type Ports } from './messages.js';
import { chooseHelperPorts, choosePorts } from './ports.js';
import { inRoot } from './root.js';
import { makeTemporary, removeTemporary } from './temporary.js';
import { isWarning } from './warnings.js';

/** How to start a suite. All options are optional. */
export interface SuiteOptions {
  /**
   * Project id and database namespace, starting with `demo-`; `demo-segue` if absent. Each running suite needs its own.
   */
  project?: string;
  /** Ports; a port that is absent or 0 is replaced by a free one, `'auto'` replaces all. */
  ports?: 'auto' | Partial<Ports>;
  /** Folder of an export to start with; the suite starts empty if absent. */
  import?: string;
  /** Folder of functions to use instead of the project's, absolute. */
  functionsDir?: string;
  /** Database rules to use instead of the project's, absolute. */
  rulesFile?: string;
  /** Emulators to start; all four if absent. */
  only?: HostOptions['only'];
  /** How to disturb database events; see `--faults` of our emulator. */
  faults?: string;
  /** Uses Google's JAR instead of our database emulator. */
  official?: boolean;
  /** Additional environment variables for the suite and its functions. */
  environment?: Record<string, string>;
  /** Receives every line the suite prints. */
  onLine?: (line: string) => void;
}

/** A running suite: where it listens, and how to stop it. */
export interface Suite {
  project: string;
  ports: Ports;
  /** Base URLs without a trailing slash. */
  hostingUrl: string;
  functionsUrl: string;
  databaseUrl: string;
  authUrl: string;
  hubUrl: string;
  /** Process ids: `suite` and, if it runs in its own process, `database`. */
  pids: Record<string, number | undefined>;
  functions: FunctionDefinition[];
  /** Resolves with the exit code when the suite has ended for any reason. */
  ended: Promise<number | null>;
  /** The last lines it printed, oldest first. */
  lines: () => string[];
  /** Calls every function once without effect, to warm it up. */
  warm: () => Promise<void>;
  /** Calls a scheduled function by name, as the scheduler does in production. */
  runScheduled: (name: string) => Promise<void>;
  /** Exports database and accounts to a folder, replacing its contents: all or nothing. */
  exportTo: (folder: string) => Promise<void>;
  /** Differs whenever data or accounts may have changed; `null` where the database cannot tell, as Google's. */
  fingerprint: () => Promise<string | null>;
  /** Stops the suite and everything it started; may be called twice. */
  stop: () => Promise<void>;
}

/** Lines kept to explain a failure. */
const keptLines = 200;

/**
 * Starts an Emulator Suite in its own process, with our database emulator, and waits until its functions are loaded and
 * its rules are in force. It ends when this process does, even by SIGKILL.
 *
 * @throws an error that says what to do: missing build, taken port, functions or rules that do not load
 */
export async function startSuite(options: SuiteOptions = {}): Promise<Suite> {
  checkBuild(options);
  const temporary = await makeTemporary();
  const choices = await makeChoices(options, temporary);
  const child = spawnHost(choices, temporary, options.environment);
  const lines = collectLines(child, options.onLine);
  const ended = once(child, 'exit').then(async ([code]: (number | null)[]) => {
    await removeTemporary(temporary);
    return code ?? null;
  });
  try {
    const ready = await untilReady(child, lines);
    return await describeSuite({ child, choices, ended, lines, ready });
  } catch (error) {
    await stopHost(child, ended);
    throw error;
  }
}

function checkBuild({ functionsDir, official, only }: SuiteOptions): void {
  const needsFunctions = !functionsDir && (only ?? portNames).includes('functions');
  const needed = [needsFunctions && 'functions/lib/index.js', !official && databaseProgram];
  const missing = needed.find((file) => file && !existsSync(inRoot(file)));
  if (missing) throw new Failure(`The build is missing (${missing}): run "npm run build", then try again.`);
}

async function makeChoices(options: SuiteOptions, temporary: string): Promise<HostOptions> {
  const project = options.project ?? 'demo-segue';
  return {
    project,
    ports: await choosePorts(options.ports === 'auto' || !options.ports ? {} : options.ports),
    helperPorts: await chooseHelperPorts(),
    importFrom: options.import && (await prepareImport(options.import, project, temporary)),
    functionsDir: options.functionsDir,
    rulesFile: options.rulesFile,
    only: options.only,
    official: options.official,
    faults: options.faults,
  };
}

/** Detached, so that Ctrl-C in a terminal does not end it before its data is exported. */
function spawnHost(choices: HostOptions, temporary: string, extra: SuiteOptions['environment']): ChildProcess {
  const { project, official, faults } = choices;
  return fork(inRoot('suite/launcher/host.ts'), [JSON.stringify(choices)], {
    cwd: temporary,
    detached: true,
    execArgv: ['--import', pathToFileURL(inRoot('tools/typescript.mjs')).href],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...suiteEnvironment(project, temporary, extra),
      ...(official ? {} : databaseEnvironment(project, faults)),
    },
  });
}

function collectLines(child: ChildProcess, onLine: SuiteOptions['onLine']): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      onLine?.(line);
    });
  }
  return lines;
}

async function untilReady(child: ChildProcess, lines: string[]) {
  const message = await new Promise<HostMessage>((resolve) => {
    child.once('message', (received) => resolve(received as HostMessage));
    child.once('error', (error) => resolve({ type: 'error', message: error.message }));
    child.once('exit', (code) => resolve({ type: 'error', message: `its process ended with ${code ?? 'a signal'}` }));
  });
  if (message.type === 'ready') return message;
  throw new Failure(
    [`The Emulator Suite did not start: ${message.message}`, ...lines.filter(isWarning).slice(-8)].join('\n'),
  );
}

interface RunningHost {
  child: ChildProcess;
  choices: HostOptions;
  ended: Promise<number | null>;
  lines: string[];
  ready: HostMessage & { type: 'ready' };
}

async function describeSuite({ child, choices, ended, lines, ready }: RunningHost): Promise<Suite> {
  const { project, ports } = choices;
  const url = (name: keyof Ports) => `http://127.0.0.1:${ports[name]}`;
  const functionsUrl = url('functions');
  const functions = (choices.only ?? portNames).includes('functions') ? await listLoaded(functionsUrl, lines) : [];
  return {
    project,
    ports,
    hostingUrl: url('hosting'),
    functionsUrl,
    databaseUrl: url('database'),
    authUrl: url('auth'),
    hubUrl: ready.hub,
    pids: { suite: child.pid, ...ready.pids },
    functions,
    ended,
    lines: () => [...lines],
    warm: () => warmFunctions(functionsUrl, project, functions),
    runScheduled: (name) => runScheduled(functionsUrl, project, functions, name),
    exportTo: (folder) => exportData(ready.hub, folder),
    fingerprint: () => fingerprintOf(url('database'), url('auth'), project),
    stop: () => stopHost(child, ended),
  };
}

/** firebase-tools says "all emulators ready" even if the functions failed to load; only their list shows it. */
async function listLoaded(functionsUrl: string, lines: string[]): Promise<FunctionDefinition[]> {
  const list = await listFunctions(functionsUrl);
  if (list.length > 0) return list;
  const said = lines.slice(lines.findIndex((line) => line.includes('Watching "')) + 1).slice(0, 15);
  throw new Failure(`The functions did not load: fix the errors below, then run "npm run build".\n${said.join('\n')}`);
}

async function runScheduled(functionsUrl: string, project: string, list: FunctionDefinition[], name: string) {
  const definition = list.find((candidate) => candidate.name === name && candidate.schedule);
  if (!definition)
    throw new Failure(`There is no scheduled function "${name}": export it from functions/src/index.ts.`);
  const status = await callTrigger(functionsUrl, project, definition, {});
  if (status >= 400) throw new Failure(`The scheduled function "${name}" failed with status ${status}: see its log.`);
}

/** The hub replaces the folder once the export is complete, so a failed one leaves the previous export intact. */
async function exportData(hubUrl: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(folder, { recursive: true });
  const response = await fetch(`${hubUrl}/_admin/export`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ path: folder, initiatedBy: 'exit', targets: ['database', 'auth'] }),
  });
  if (!response.ok) throw new Failure(`The data could not be saved to ${folder}: ${await response.text()}`);
}

async function fingerprintOf(databaseUrl: string, authUrl: string, project: string): Promise<string | null> {
  const headers = { Authorization: 'Bearer owner', 'Content-Type': 'application/json' };
  const commits = await fetch(`${databaseUrl}/.inspect/commits.json?ns=${project}`, { headers });
  if (!commits.ok) return null;
  const accounts = await fetch(`${authUrl}/identitytoolkit.googleapis.com/v1/projects/${project}/accounts:query`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ returnUserInfo: false }),
  });
  return `${await commits.text()} ${await accounts.text()}`;
}

async function stopHost(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  if (child.connected) child.send({ type: 'stop' } satisfies HostCommand, () => undefined);
  const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
  await ended;
  clearTimeout(timer);
}
