/**
 * `npm start`: builds, starts the suite with the last saved data or the sample, and runs until Ctrl-C saves the data.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { whenOrphaned } from '@segue/emulator/orphaned';
import { createApiClient } from '@segue/cli/api-client';
import { exitWith, Failure } from '@segue/cli/failure';
import { createProgress } from './progress.js';
import { buildIfStale } from './start/build.js';
import { describeFirstRecommendations } from './start/first-recommendations.js';
import { Keeper, lookEvery } from './start/keeper.js';
import { lockFolder } from './start/lock.js';
import { createLog, logFileOf } from './start/log.js';
import { help, readOptions, type StartOptions } from './start/options.js';
import { checkPorts, checkSystem } from './start/preflight.js';
import { rehearse } from './start/rehearsal.js';
import { portNames } from './launcher/messages.js';
import { findTakenPorts } from './launcher/ports.js';
import { inRoot } from './launcher/root.js';
import { startSuite, type Suite } from './launcher/suite.js';
import { waitFor } from './wait.js';

/** Milliseconds; a suite that stops sooner is not started again. */
const leastRun = 10_000;

/**
 * Milliseconds in which signals are one Ctrl-C: the terminal sends it and, where npm's shell is bash, npm once more.
 */
const sameSignal = 1_000;

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(help);
  else await run(options);
} catch (error) {
  exitWith(error);
}

async function run(options: StartOptions): Promise<void> {
  checkSystem(options.official);
  const { phase } = createProgress();
  console.log('\n  Segue\n');
  const unlock = await lockFolder(options.data);
  try {
    const ports = await checkPorts(options.ports, options.isPagePortGiven, (text) => console.log(`  ${text}\n`));
    if (options.build) await phase('build', async (note) => note((await buildIfStale()) ? '' : 'up to date'));
    await keepRunning({ ...options, ports });
  } finally {
    await unlock();
  }
  process.exit(0);
}

/** Runs suites, one after the other if one stops by itself, until a signal; then saves the data. */
async function keepRunning(options: StartOptions): Promise<void> {
  const { phase } = createProgress();
  const asked = untilSignal();
  const logFile = logFileOf(options.project);
  const onLine = createLog(logFile, options.verbose);
  for (let first = true, { ports, fresh } = options; ; first = false) {
    const suite = await phase(first ? 'emulators' : 'emulators again', async (note) => {
      const started = await start({ ...options, ports, fresh }, onLine);
      const { hosting, functions, database, auth } = started.ports;
      note(`page ${hosting}, functions ${functions}, database ${database}, Auth ${auth}`);
      return started;
    });
    ({ ports } = suite);
    const began = performance.now();
    const keeper = new Keeper({ ...suite, save: () => suite.exportTo(options.data), now: () => performance.now() });
    await keeper.begin();
    const timers = [startSweep(suite, options.sweepSeconds)];
    const ended = suite.ended.then((code) => ({ code }));
    const over = Promise.race([asked, ended]);
    let isOver = false;
    void over.then(() => (isOver = true));
    if (first) await Promise.race([over, introduce(suite, logFile, () => isOver)]);
    // Not before: a save would keep the data set of the rehearsal.
    timers.push(startKeeping(keeper));
    const failure = await over;
    for (const timer of timers) clearInterval(timer);
    if (!failure) {
      await keeper.look().catch(() => undefined);
      return save(suite, options);
    }
    // Until something has been saved, the folder holds what was there before a fresh start.
    fresh &&= keeper.savedAt === undefined;
    // What fails at once would go on failing.
    if (performance.now() - began < leastRun) throw explainEnd(suite, logFile, failure.code);
    console.log(`\n  ${describeLoss(failure.code, keeper.savedAt)}\n`);
    const free = async () => ((await findTakenPorts(ports, portNames)).length === 0 ? true : undefined);
    await waitFor('the ports of the suite that stopped', free, 15);
  }
}

function describeLoss(code: number | null, savedAt: Date | undefined): string {
  const data = savedAt ? `the data saved at ${savedAt.toLocaleTimeString('en-GB')}` : 'the data of its start';
  return `The suite stopped unexpectedly (${code ?? 'killed'}). It starts again with ${data}: later changes are lost.`;
}

/** Looks at the data on a timer, and saves it when it has changed. */
function startKeeping(keeper: Keeper): NodeJS.Timeout {
  let said = '';
  return setInterval(() => {
    // A suite that is stopping answers nothing; what cannot be written is tried again, and said once.
    keeper.look().catch((error: unknown) => {
      if (!(error instanceof Failure) || error.message === said) return;
      said = error.message;
      console.error(`    ${said}`);
    });
  }, lookEvery);
}

/** Prints the page's address and the first recommendations, unless the suite stops first. */
async function introduce(suite: Suite, logFile: string, isOver: () => boolean): Promise<void> {
  const { phase } = createProgress();
  console.log(`\n  ${suite.hostingUrl}\n`);
  await phase('functions warmed', () => suite.warm());
  const recommendations = await describeFirstRecommendations(createApiClient(suite.hostingUrl));
  if (isOver()) return;
  console.log(`\n  ${recommendations}\n`);
  // Last, because it takes longest: it trains twice.
  await phase('edit rehearsed', () => rehearse(suite));
  if (isOver()) return;
  console.log(`\n  Ctrl-C stops Segue and keeps the data, which is also saved while you work. Full log: ${logFile}\n`);
}

async function start(options: StartOptions, onLine: (line: string) => void): Promise<Suite> {
  const source = findData(options);
  return startSuite({
    project: options.project,
    ports: options.ports,
    official: options.official,
    onLine,
    ...(source ? { import: source } : {}),
  });
}

/** The folder of the last saved data or, if there is none, of the sample. */
function findData({ data, fresh }: StartOptions): string | undefined {
  const folders = fresh ? [inRoot('emulator-data')] : [data, inRoot('emulator-data')];
  return folders.find((folder) => existsSync(join(folder, 'firebase-export-metadata.json')));
}

/** Calls the sweep on a timer. In production a scheduler does; the suite would have to download one. */
function startSweep(suite: Suite, seconds: number): NodeJS.Timeout | undefined {
  if (seconds === 0 || !suite.functions.some(({ name }) => name === 'sweep')) return undefined;
  return setInterval(() => {
    suite.runScheduled('sweep').catch((error: unknown) => console.error(`    ${String(error)}`));
  }, seconds * 1000);
}

/** Resolves at the first signal; a later one ends the program without saving. */
function untilSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    let first: number | undefined;
    const onSignal = () => {
      first ??= performance.now();
      if (performance.now() - first > sameSignal) process.exit(130);
      resolve(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    whenOrphaned(() => resolve(undefined));
  });
}

async function save(suite: Suite, { data }: StartOptions): Promise<void> {
  console.log();
  await createProgress().phase('data saved', async (note) => {
    note(data);
    await suite.exportTo(data);
  });
  await suite.stop();
}

function explainEnd(suite: Suite, logFile: string, code: number | null): Failure {
  const last = suite.lines().slice(-5).join('\n');
  return new Failure(
    `The suite stopped unexpectedly (${code ?? 'killed'}). Its last lines (full log in ${logFile}):\n${last}`,
  );
}
