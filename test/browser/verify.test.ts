import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { ModelView } from '../../functions/src/contract/model.js';
import { paths } from '../../functions/src/contract/paths.js';
import { inRoot } from '../../cli/suite/root.js';
import { readPath, startTestSuite, waitFor, writePath, type Suite } from '../support/suite.js';
import { findBrowser, launchBrowser, openReader, seriousFindings, type Reader } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

inBrowser(`verifying on the Model screen${suffix}`, () => {
  let suite: Suite;
  let browser: Browser;
  const started: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    suite = await startTestSuite({ import: inRoot('emulator-data') });
    started.push(() => suite.stop());
    browser = await launchBrowser(found);
    started.push(() => browser.close());
  });

  afterAll(async () => {
    for (const end of started.reverse()) await end();
  });

  async function readModel(): Promise<ModelView & { version: string }> {
    const { models } = (await (await fetch(`${suite.hostingUrl}/api/models`)).json()) as { models: { id: string }[] };
    const model = (await (await fetch(`${suite.hostingUrl}/api/models/${models[0]!.id}`)).json()) as ModelView;
    return { ...model, version: model.version! };
  }

  async function openModel(options: Parameters<typeof openReader>[2] = {}): Promise<Reader> {
    const reader = await openReader(browser, suite.hostingUrl, options);
    await reader.page.goto(`/model/${(await readModel()).id}`);
    return reader;
  }

  const verify = (page: Page) => page.getByRole('button', { name: 'Verify', exact: true }).click();

  /** Lets no rows through, so that a verification is under way until it is ended. */
  const holdRows = (page: Page) => page.route('**/api/datasets/*/rows?start=*', () => undefined);
  const workers = (page: Page, count: number) =>
    waitFor(`${count} workers`, () => Promise.resolve(page.workers().length === count || undefined), 10, 50);

  test('finds the sample’s version the same, bit for bit', async () => {
    const { page, errors, close } = await openModel();
    const { number, digests } = await readModel();
    await verify(page);
    await page.getByText(`Version ${number}: the same, bit for bit.`).first().waitFor();
    const result = page.locator('section', { has: page.getByRole('heading', { name: /made again/ }) });
    expect(await result.locator('code').allTextContents()).toEqual([digests!.data, digests!.embeddings]);
    await workers(page, 0);
    expect(errors).toEqual([]);
    await close();
  });

  test('says so where a version names what its rows do not give, or other numbers are stored', async () => {
    const { key, version } = await readModel();
    const tampered: [string, unknown, RegExp][] = [
      ['provenance/data', '0123456789abcdef', /rows add up to something else/],
      ['provenance/embeddings', '0123456789abcdef', /training on them gives other embeddings/],
      ['itemBiases', null, /other embeddings are stored/],
    ];
    for (const [place, value, words] of tampered) {
      const path = `${paths.version(key, version)}/${place}`;
      const before = await readPath(suite, path);
      await writePath(suite, path, value ?? swapped(before as string[]));
      const { page, close } = await openModel({ width: 390, colorScheme: 'dark' });
      await verify(page);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.innerText()).toMatch(/^Version \d+: not the same\./);
      expect(await alert.innerText()).toMatch(words);
      expect(await seriousFindings(page)).toEqual([]);
      await writePath(suite, path, before);
      await close();
    }
  });

  test('ends when it is cancelled, and when the reader leaves', async () => {
    const { page, close } = await openModel();
    await holdRows(page);
    for (const leave of [
      () => page.getByRole('button', { name: 'Cancel' }).click(),
      () => page.getByRole('link', { name: 'Data', exact: true }).click(),
    ]) {
      await verify(page);
      await page.getByText('Asking for the rows').waitFor();
      await workers(page, 1);
      await leave();
      await workers(page, 0);
    }
    await close();
  });

  test('gives up when the next version comes meanwhile, and finds that one the same', async () => {
    const { page, close } = await openModel();
    const { dataset, number } = await readModel();
    await holdRows(page);
    await verify(page);
    await page.getByText('Asking for the rows').waitFor();
    const rowsVersion = (await readPath(suite, `${paths.dataset(dataset)}/rowsVersion`)) as number;
    const row = paths.row(dataset, rowsVersion, 0, 0);
    const cells = (await readPath(suite, row)) as (string | number)[];
    await writePath(
      suite,
      row,
      cells.map((cell) => (typeof cell === 'number' ? cell + 1 : cell)),
    );
    await page
      .getByText(`Version ${number + 1} came while version ${number} was being verified.`)
      .waitFor({ timeout: 60_000 });
    await workers(page, 0);
    await page.unroute('**/api/datasets/*/rows?start=*');
    await verify(page);
    await page
      .getByText(`Version ${number + 1}: the same, bit for bit.`)
      .first()
      .waitFor();
    await close();
  });
});

/** The same numbers, the first two changed about. */
function swapped(slices: string[]): string[] {
  const bytes = Buffer.from(slices.join(''), 'base64');
  const first = Buffer.from(bytes.subarray(0, 4));
  bytes.copyWithin(0, 4, 8);
  first.copy(bytes, 4);
  return [bytes.toString('base64')];
}
