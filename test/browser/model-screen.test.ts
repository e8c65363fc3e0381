import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { ModelView } from '@segue/core/contract/api/models';
import { paths } from '@segue/core/contract/stored/paths';
import { inRoot } from '@segue/suite/launcher/root';
import { readPath, startTestSuite, waitFor, writePath, type Suite } from '../support/suite.js';
import { findBrowser, launchBrowser, openReader, seriousFindings, type Reader } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

inBrowser(`the Model screen${suffix}`, () => {
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

  /** Changes the numbers of the first row, which makes the next version. */
  async function changeNumbers({ dataset }: ModelView): Promise<void> {
    const rowsVersion = (await readPath(suite, `${paths.dataset(dataset).path}/rowsVersion`)) as number;
    const row = paths.row(dataset, rowsVersion, 0, 0).path;
    const cells = (await readPath(suite, row)) as (string | number)[];
    const changed = cells.map((cell) => (typeof cell === 'number' ? cell + 1 : cell));
    await writePath(suite, row, changed);
  }

  const verify = (page: Page) => page.getByRole('button', { name: 'Verify', exact: true }).click();

  /** Lets no rows through, so that a verification is under way until it is ended. */
  const holdRows = (page: Page) => page.route('**/api/datasets/*/rows?start=*', () => undefined);
  const workers = (page: Page, count: number) =>
    waitFor(`${count} workers`, () => Promise.resolve(page.workers().length === count || undefined), 10, 50);

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const signInAsOwner = (page: Page) => press(page, 'Use the sample’s account');
  const current = (page: Page, number: number) => page.getByText(`Version ${number}, current`).waitFor();

  test('pins the version in use, unpins it, and rolls back', async () => {
    const { page, errors, close } = await openModel();
    const { number } = await readModel();
    await current(page, number);
    await press(page, `Pin version ${number}`);
    await signInAsOwner(page);
    await page.getByText(/^pinned: data changes do not retrain it/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await press(page, `Release version ${number}`);
    await page.getByRole('button', { name: `Pin version ${number}` }).waitFor();

    await changeNumbers(await readModel());
    await current(page, number + 1);
    await press(page, `Roll back to version ${number}`);
    await current(page, number);
    expect(await readModel()).toMatchObject({ number, pinned: true });
    await page.getByRole('heading', { name: `How good is version ${number}?` }).waitFor();
    await press(page, `Release version ${number}`);
    // Another number than that of the same rows before: a number is given once.
    await current(page, number + 2);
    expect(errors).toEqual([]);
    await close();
  });

  test('compares a version with the one in use, by an address that stays', async () => {
    const { page, errors, close } = await openModel({ width: 390, colorScheme: 'dark' });
    const model = await readModel();
    const { number } = model;
    await current(page, number);
    await changeNumbers(model);
    await current(page, number + 1);
    const good = page.getByRole('region', { name: `How good is version ${number + 1}?` });
    await good.getByText(/^Any pair, also of artists that nobody else has: AUC 0\.\d+, P@10 0\.\d+; /).waitFor();
    await good
      .getByText(/^Artists nobody was connected with: AUC 0\.\d+, .* \(\d+ hidden pairs(, on earlier data)?\)/)
      .waitFor();
    await page.getByRole('link', { name: `Compare version ${number}`, exact: true }).click();
    const panel = page.getByRole('region', { name: `Version ${number} beside version ${number + 1}` });
    await panel.getByRole('row', { name: /^Difference/ }).waitFor();
    expect(new URL(page.url()).search).toBe(`?compare=${number}`);
    const digests = panel.locator('div', { has: page.getByText('Digest of the sums', { exact: true }) }).last();
    const now = await readModel();
    expect(await digests.innerText()).toContain(`${model.digests!.data} → ${now.digests!.data}`);
    await panel.getByText(/ten for each of|places in the lists of ten/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.reload();
    await panel.getByRole('row', { name: /^Difference/ }).waitFor();
    await panel.getByRole('link', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.goto(`/model/${model.id}?compare=999`);
    await page.getByText('Version 999 is no longer kept. Choose another above.').waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test('cancels a training', async () => {
    const { page, errors, close } = await openModel({ width: 390, colorScheme: 'dark' });
    const { key, number } = await readModel();
    await current(page, number);
    const epochs = `${paths.model(key).path}/configuration/epochs`;
    const before = await readPath(suite, epochs);
    // Long enough for anybody to change their mind.
    await writePath(suite, epochs, 1_000_000);
    await press(page, 'Train again');
    await signInAsOwner(page);
    await press(page, 'Cancel training');
    await page.getByRole('button', { name: 'Train again' }).waitFor();
    expect(await readModel()).toMatchObject({ state: 'cancelled', number });
    await writePath(suite, epochs, before);
    expect(await seriousFindings(page)).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  test('says why something was not done', async () => {
    const { page, close } = await openModel();
    const { number } = await readModel();
    await press(page, `Pin version ${number}`);
    await press(page, 'Continue as guest');
    await page.getByText('Not pinned.').waitFor();
    await page.getByText(/belongs to another account/).waitFor();
    await close();
  });

  test('finds the sample’s version the same, bit for bit', async () => {
    const { page, errors, close } = await openModel();
    const { number, digests } = await readModel();
    await verify(page);
    await page.getByText(`Version ${number}: the same, bit for bit.`).first().waitFor();
    const result = page.locator('section', { has: page.getByRole('heading', { name: /be reproduced/ }) });
    expect(await result.locator('code').allTextContents()).toEqual([digests!.data, digests!.embeddings]);
    await workers(page, 0);
    expect(errors).toEqual([]);
    await close();
  });

  test('says so where a version names what its rows do not give, or other numbers are stored', async () => {
    const { key, version } = await readModel();
    const tampered: [string, unknown, RegExp][] = [
      ['provenance/data', '0123456789abcdef', /rows no longer add up/],
      ['provenance/embeddings', '0123456789abcdef', /training on them gives different embeddings/],
      ['itemEmbeddings', null, /different embeddings are stored/],
    ];
    for (const [place, value, words] of tampered) {
      const path = `${paths.version(key, version).path}/${place}`;
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
    const model = await readModel();
    const { number } = model;
    await holdRows(page);
    await verify(page);
    await page.getByText('Asking for the rows').waitFor();
    await changeNumbers(model);
    await page.getByText(`Version ${number + 1} came while version ${number} was being verified.`).waitFor();
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
