import { getDataset } from '@segue/core/contract/api/datasets';
import { getModel, listModels, type ModelView } from '@segue/core/contract/api/models';
import { recommendForUser } from '@segue/core/contract/api/recommendations';
import { editRow } from '@segue/core/contract/api/rows';
import { paths } from '@segue/core/contract/stored/paths';
import { createApiClient, type ApiClient } from '@segue/cli/api-client';
import { signInWithEmail } from '@segue/cli/account';
import { inRoot } from '@segue/suite/launcher/root';
import { startSuite, type Suite } from '@segue/suite/launcher/suite';
import { waitFor } from '@segue/suite/wait';
import { findBrowser, launchBrowser, openReader } from '@segue/test/browser/browser';
import { storm, stormEdits, stormSeconds } from '@segue/test/support/storm';
import { writePath } from '@segue/test/support/suite';
import { medians, quantile } from './figures.js';
import { followChanges, type FollowedChange } from './follow-changes.js';

/** Milliseconds since a write was acknowledged. */
export interface SuiteFigures {
  writeToScreen: { screen: number; screenP95: number; hops: Record<string, number> };
  storm: { edits: number; seconds: number; trainings: number; lastSeconds: number };
}

const edits = 30;

/** Milliseconds to wait after an edit has been fully processed. */
const pause = 500;

/** Measures a warm Emulator Suite with the sample, its owner, and another browser that shows the recommendations. */
export async function measureSuite(): Promise<SuiteFigures> {
  const suite = await startSuite({ project: 'demo-bench', ports: 'auto', import: inRoot('emulator-data') });
  try {
    await suite.warm();
    const { token } = await signInWithEmail(suite.authUrl, 'sample@segue.example', 'segue-sample');
    const owner = createApiClient(suite.hostingUrl, token);
    const { models } = await owner(listModels, {});
    const model = models[0]!;
    const writeToScreen = await measureScreen(suite, owner, model);
    return { writeToScreen, storm: await measureStorm(suite, owner, model) };
  } finally {
    await suite.stop();
  }
}

async function measureScreen(suite: Suite, owner: ApiClient, model: ModelView) {
  const found = findBrowser();
  const browser = await launchBrowser(found);
  try {
    const { page } = await openReader(browser, suite.hostingUrl);
    // tsx gives functions their names by a helper, which `whenShown` then calls in the page.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.goto(`/recommend/${model.id}?u=Jazz*80`);
    await page.getByRole('heading', { name: 'Ten to discover' }).waitFor();
    const { changes, stop } = await followChanges(suite);
    const times: { screen: number }[] = [];
    const hops: Record<string, number>[] = [];
    for (let edit = -5; edit < edits; edit++) {
      const { number } = await restingModel(owner, model.id);
      // Pauses between edits: without a pause they are a storm, which is measured separately.
      await new Promise((resolve) => setTimeout(resolve, pause));
      const shown = page.evaluate(whenShown, number + 1);
      const seen = changes.length;
      // No other row has this value, so the sums change.
      const popularity = 200 + edit;
      await owner(editRow, { params: { id: model.dataset, index: 40 + edit }, body: { popularity } });
      const written = Date.now();
      const screen = (await shown) - written;
      if (edit < 0) continue;
      times.push({ screen });
      hops.push(hopsOf(changes.slice(seen), model, written, screen));
    }
    stop();
    const screens = times.map(({ screen }) => screen);
    return { screen: quantile(screens, 0.5), screenP95: quantile(screens, 0.95), hops: medians(hops) };
  } finally {
    await browser.close();
  }
}

/** Runs in the page: returns when the recommendations of a version appeared, in milliseconds since 1970. */
function whenShown(number: number): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.body.textContent.includes(`Version ${number}`)) return;
      observer.disconnect();
      resolve(performance.timeOrigin + performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
}

/** When each step's write arrived, in milliseconds since the step before. */
function hopsOf(changes: FollowedChange[], model: ModelView, written: number, screen: number): Record<string, number> {
  const first = (prefix: string) => changes.find(({ path }) => path.startsWith(prefix))?.at ?? written;
  const marked = first(`${paths.recount(model.dataset).path}/requested`);
  const counting = first(`${paths.recount(model.dataset).path}/state`);
  const counted = first(`totals/models/${model.key}`);
  const training = first(`${paths.training(model.key).path}/state`);
  const stored = first(paths.versions(model.key).path);
  const published = first(paths.current(model.key).path);
  return {
    'write to mark': marked - written,
    'mark to recount': counting - marked,
    recount: counted - counting,
    'recount to training': training - counted,
    training: stored - training,
    publish: published - stored,
    'publish to screen': written + screen - published,
  };
}

/** The model once nothing is in progress. */
function restingModel(owner: ApiClient, id: string): Promise<ModelView> {
  const probe = async () => {
    const model = await owner(getModel, { params: { id } });
    const { profile } = await owner(getDataset, { params: { id: model.dataset } });
    return model.state === 'ready' && profile === 'current' ? model : undefined;
  };
  return waitFor('A model at rest', probe, 60, 300);
}

async function measureStorm(suite: Suite, owner: ApiClient, model: ModelView): Promise<SuiteFigures['storm']> {
  const before = await restingModel(owner, model.id);
  const ended = await storm((edit) => {
    const genre = edit === stormEdits - 1 ? 'The last' : edit % 2 ? 'Jazz' : 'Rock';
    const row = edit % 1500;
    return writePath(suite, `${paths.row(model.dataset, 1, Math.floor(row / 500), row % 500).path}/0`, genre);
  });
  const lastSeconds = await waitFor(
    'A version with the last edit',
    async () => {
      const asked = owner(recommendForUser, { params: { id: model.id }, query: { user: 'The last' } });
      return await asked.then(
        () => Math.round((Date.now() - ended) / 100) / 10,
        () => undefined,
      );
    },
    60,
    50,
  );
  const after = await restingModel(owner, model.id);
  return { edits: stormEdits, seconds: stormSeconds, trainings: after.number - before.number, lastSeconds };
}
