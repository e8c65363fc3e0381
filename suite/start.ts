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
import { createLog, logFile } from './start/log.js';
import { help, readOptions, type StartOptions } from './start/options.js';
import { checkPorts } from './start/preflight.js';
import { rehearse } from './start/rehearsal.js';
import { inRoot } from './launcher/root.js';
import { startSuite, type Suite } from './launcher/suite.js';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(help);
  else await run(options);
} catch (error) {
  exitWith(error);
}

async function run(options: StartOptions): Promise<void> {
  const { phase } = createProgress();
  console.log('\n  Segue\n');
  await checkPorts(options.ports);
  if (options.build) await phase('build', async (note) => note((await buildIfStale()) ? '' : 'up to date'));
  const suite = await phase('emulators', async (note) => {
    const started = await start(options);
    const { hosting, functions, database, auth } = started.ports;
    note(`page ${hosting}, functions ${functions}, database ${database}, Auth ${auth}`);
    return started;
  });
  const asked = untilSignal();
  const ended = suite.ended.then((code) => ({ code }));
  const timer = startSweep(suite, options.sweepSeconds);
  const over = Promise.race([asked, ended]);
  let isOver = false;
  void over.then(() => (isOver = true));
  await Promise.race([over, introduce(suite, () => isOver)]);
  const failure = await over;
  clearInterval(timer);
  if (failure) throw explainEnd(suite, failure.code);
  await save(suite, options);
  process.exit(0);
}

/** Prints the page's address and the first recommendations, unless the suite stops first. */
async function introduce(suite: Suite, isOver: () => boolean): Promise<void> {
  const { phase } = createProgress();
  console.log(`\n  ${suite.hostingUrl}\n`);
  await phase('functions warmed', () => suite.warm());
  const recommendations = await describeFirstRecommendations(createApiClient(suite.hostingUrl));
  if (isOver()) return;
  console.log(`\n  ${recommendations}\n`);
  // Last, because it takes longest: it trains twice.
  await phase('edit rehearsed', () => rehearse(suite));
  if (isOver()) return;
  console.log(`\n  Ctrl-C stops Segue and keeps the data. Full log: ${logFile}\n`);
}

async function start(options: StartOptions): Promise<Suite> {
  const source = findData(options);
  return startSuite({
    project: options.project,
    ports: options.ports,
    official: options.official,
    onLine: createLog(options.verbose),
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

/** Resolves at the first signal; a second one ends the program without saving. */
function untilSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(undefined));
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

function explainEnd(suite: Suite, code: number | null): Failure {
  const last = suite.lines().slice(-5).join('\n');
  return new Failure(
    `The suite stopped unexpectedly (${code ?? 'killed'}). Its last lines (full log in ${logFile}):\n${last}`,
  );
}
