/** `npm run demo`: performs the main job once over HTTP, in its own suite that starts empty, and exits. */
import { signInAsGuest } from '@segue/cli/account';
import { createApiClient } from '@segue/cli/api-client';
import { describeMetadata } from '@segue/cli/print';
import { describeAnswers, describeEdit, describeModel } from './demo/print.js';
import { help, readOptions, type DemoOptions } from './demo/options.js';
import { askTwice, defineModel, editOneRow, uploadFile, waitForProfile, waitForVersion } from './demo/steps.js';
import { exitWith } from '@segue/cli/failure';
import { createProgress } from './progress.js';
import { buildIfStale } from './start/build.js';
import { checkSystem } from './start/preflight.js';
import { startSuite, type Suite } from './launcher/suite.js';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(help);
  else await run(options);
} catch (error) {
  exitWith(error);
}

async function run(options: DemoOptions): Promise<void> {
  checkSystem(false);
  // Standard output is reserved for the JSON document.
  const { phase } = createProgress(options.json ? process.stderr : process.stdout);
  if (options.build) await phase('build', async (note) => note((await buildIfStale()) ? '' : 'up to date'));
  const suite = await phase('emulators', () => startSuite({ project: `demo-once-${process.pid}`, ports: 'auto' }));
  try {
    const result = await doMainJob(suite, options);
    if (options.json) console.log(JSON.stringify(result, null, 2));
  } finally {
    await suite.stop();
  }
}

async function doMainJob(suite: Suite, options: DemoOptions) {
  const { phase } = createProgress(options.json ? process.stderr : process.stdout);
  const say = (text: string) => options.json || console.log(`\n${text}\n`);

  const { token } = await phase('sign in', () => signInAsGuest(suite.authUrl));
  const api = createApiClient(suite.hostingUrl, token);
  const { id } = await phase('upload', () => uploadFile(api, options));
  await defineModel(api, id, options.columns);
  const dataset = await phase('profile', () => waitForProfile(api, id));
  say(describeMetadata(dataset));

  const model = await phase('training', () => waitForVersion(api, id));
  say(describeModel(model));
  const recommendations = await askTwice(api, dataset, model);
  for (const answers of recommendations) say(describeAnswers(answers));

  const edit = await editOneRow(api, model, recommendations);
  say(describeEdit(edit));
  const next = await phase('training again', () => waitForVersion(api, id, model.version));
  say(`Version ${next.number} was trained automatically: ${next.version ?? ''} replaces ${model.version ?? ''}.`);
  return { dataset, model, recommendations, edit, next };
}
