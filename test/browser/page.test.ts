import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page, Route } from 'playwright-core';
import type { ModelView } from '@segue/core/contract/api/models';
import type { RowsView } from '@segue/core/contract/api/rows';
import type { RecommendationsView } from '@segue/core/contract/api/recommendations';
import { formatScore } from '@segue/hosting/words/numbers';
import { inRoot } from '@segue/suite/launcher/root';
import { startTestSuite, waitFor, type Suite } from '../support/suite.js';
import { findBrowser, launchBrowser, openReader, seriousFindings, type Reader } from './browser.js';
import { testTitles } from './titles.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

const owner = { name: 'Lea', email: 'lea@example.test', password: 'a long password' };

inBrowser(`the page in a browser${suffix}`, () => {
  let suite: Suite;
  let browser: Browser;
  let lea: Reader;
  /** The data set that Lea stores. */
  let dataset: string;

  /** What was started, to be ended in any case: a browser left over would keep the whole run from ending. */
  const started: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    suite = await startTestSuite({ import: inRoot('emulator-data') });
    started.push(() => suite.stop());
    browser = await launchBrowser(found);
    started.push(() => browser.close());
    lea = await openReader(browser, suite.hostingUrl);
  });

  afterAll(async () => {
    for (const end of started.reverse()) await end();
  });

  test('recommends from the sample to an anonymous viewer', async () => {
    const reader = await openReader(browser, suite.hostingUrl);
    const { page } = reader;
    await page.goto('/');
    await page.getByRole('link', { name: 'Recommend' }).click();
    await page.getByText('Popular, not personal').waitFor();
    await choose(page, 'jaz');
    await page.getByRole('heading', { name: 'Ten to discover' }).waitFor();
    expect(new URL(page.url()).search).toBe('?u=Jazz*80');
    const discovered = await names(page);
    expect(discovered).toHaveLength(10);
    await page.getByText('Best', { exact: true }).click();
    await page.getByRole('heading', { name: 'The best ten' }).waitFor();
    expect(await names(page)).not.toEqual(discovered);
    expect(reader.errors).toEqual([]);
    await reader.close();
  });

  test('opens a link in any spelling, with the list and the numbers of the API', async () => {
    const reader = await openReader(browser, suite.hostingUrl);
    const { page } = reader;
    await page.goto('/');
    await page.getByRole('link', { name: 'Recommend' }).click();
    await page.getByText('Popular, not personal').waitFor();
    const { pathname } = new URL(page.url());
    await page.goto(`${pathname}?u=jazz&mode=best`);
    await page.getByRole('heading', { name: 'The best ten' }).waitFor();
    expect(await page.locator('.channel-name strong').allTextContents()).toEqual(['Jazz']);
    expect(await page.title()).toBe('Jazz · Segue');
    const reply = await fetch(`${suite.hostingUrl}/api/models/${pathname.split('/').pop()}/recommendations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ tastes: [{ user: 'jazz', weight: 0.8 }], count: 10, known: 'include' }),
    });
    const { items } = (await reply.json()) as RecommendationsView;
    expect(await names(page)).toEqual(items.map(({ item }) => item));
    const shown = await page.locator('.line-score').allTextContents();
    expect(shown).toEqual(items.map(({ aboveAverage }) => formatScore(aboveAverage ?? NaN)));
    await reader.close();
  });

  test('says of an opened item what the API says: why it is recommended', async () => {
    const reader = await openReader(browser, suite.hostingUrl);
    const { page } = reader;
    await page.goto('/');
    await page.getByRole('link', { name: 'Recommend' }).click();
    await page.getByText('Popular, not personal').waitFor();
    const { pathname } = new URL(page.url());
    await page.goto(`${pathname}?u=jazz`);
    await page.getByRole('heading', { name: 'Ten to discover' }).waitFor();
    const reply = await fetch(`${suite.hostingUrl}/api/models/${pathname.split('/').pop()}/recommendations`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ tastes: [{ user: 'jazz', weight: 0.8 }], why: true }),
    });
    const { items } = (await reply.json()) as RecommendationsView;
    const { item, why } = items.find((each) => each.why !== undefined)!;
    await page.getByRole('button', { name: `Why ${item}`, exact: true }).click();
    const reasons = page.locator('p.reasons:not([aria-busy])');
    await reasons.waitFor();
    expect((await reasons.textContent())!.toLowerCase()).toBe(`${why!}.`.toLowerCase());
    expect(await seriousFindings(page)).toEqual([]);
    expect(reader.errors).toEqual([]);
    await reader.close();
  });

  test('is live where there are no websockets', async () => {
    const reader = await openReader(browser, suite.hostingUrl);
    const { page } = reader;
    await page.addInitScript('delete window.WebSocket');
    const polled = page.waitForResponse((response) => response.url().includes('/.lp?id='));
    await page.goto('/');
    await page.getByRole('link', { name: 'Recommend' }).click();
    await page.getByText('Popular, not personal').waitFor();
    expect((await polled).status()).toBe(200);
    await choose(page, 'jaz');
    await page.getByRole('heading', { name: 'Ten to discover' }).waitFor();
    expect(reader.errors).toEqual([]);
    await reader.close();
  });

  test('takes Enter at once, before the browser has painted what was typed', async () => {
    const reader = await openReader(browser, suite.hostingUrl);
    const { page } = reader;
    await page.goto('/');
    await page.getByRole('link', { name: 'Recommend' }).click();
    await page.getByText('Popular, not personal').waitFor();
    await page.getByRole('combobox').evaluate(async (element) => {
      const input = element as HTMLInputElement;
      input.focus();
      input.value = 'jaz';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      // The page's own updates come in promises; no frame passes.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    });
    await page.getByRole('heading', { name: 'Ten to discover' }).waitFor();
    expect(new URL(page.url()).search).toBe('?u=Jazz*80');
    await reader.close();
  });

  test('moves the focus to the heading of a screen that is still loading, then to its own', async () => {
    const { page, close } = await openReader(browser, suite.hostingUrl);
    let hold: (chunk: Route) => void = () => undefined;
    const chunk = new Promise<Route>((resolve) => (hold = resolve));
    await page.route('**/assets/data-screen-*.js', (route) => hold(route));
    await page.goto('/');
    await page.locator('.datasets-name a').first().click();
    await page.locator('main[aria-busy=true] h1:focus', { hasText: 'Data set' }).waitFor();
    await (await chunk).continue();
    await page.locator('main.data h1:focus').waitFor();
    await close();
  });

  test('offers a reload where the code of a screen cannot be loaded', async () => {
    const { page, close } = await openReader(browser, suite.hostingUrl);
    await page.route('**/assets/model-screen-*.js', (route) => route.abort());
    await page.goto('/model/unknown');
    await page.getByText('This screen could not be loaded.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.unroute('**/assets/model-screen-*.js');
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByText('There is no model with this name.').waitFor();
    await close();
  });

  test('makes an account, looks at a file and stores it', async () => {
    const { page } = lea;
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByLabel('Name, shown with your changes').fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel(/^Password/).fill(owner.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('button', { name: 'Account: Lea' }).waitFor();

    await page.getByLabel('File to store').setInputFiles(inRoot('emulator-data/sample.csv'));
    await page.getByRole('columnheader', { name: /artist_name/ }).waitFor();
    expect(await page.getByLabel('Delimiter').inputValue()).toBe(',');
    await page.getByLabel('Name', { exact: true }).fill('Lea’s music');
    await page.getByLabel('Description', { exact: true }).fill('What Lea listens to.');
    await page.getByLabel(/^Public/).check();
    await page.getByRole('button', { name: 'Store data set' }).click();

    const link = page.getByRole('link', { name: 'Lea’s music', exact: true });
    await link.waitFor();
    dataset = new URL((await link.getAttribute('href'))!, suite.hostingUrl).pathname.split('/').pop()!;
    await page.getByText('What Lea listens to.').waitFor();
  });

  test('shows a data set: description, metadata, first, last and ten random rows, columns', async () => {
    const { page } = lea;
    await page.goto(`/data/${dataset}`);
    await page.getByText('What Lea listens to.').waitFor();
    await page.locator('.card .histogram').first().waitFor();
    // The profile and the rows come by ways of their own, in either order.
    await page.locator('tbody tr:not([aria-hidden])').nth(9).waitFor();
    expect(await rowNumbers(page)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    const total = Number((await page.locator('.count').innerText()).replace(/\D/g, ''));
    await page.getByText('Last 10').click();
    await waitFor('the last rows', async () => (await rowNumbers(page)).at(-1) === String(total) || undefined, 10, 50);
    const last = String(await rowNumbers(page));
    await page.getByText('Random 10').click();
    await page.waitForURL(/rows=random&seed=\d+/);
    const drawn = await waitFor('a draw', async () => tenOtherThan(last, await rowNumbers(page)), 10, 50);
    expect(new Set(drawn).size).toBe(10);
    await page.reload();
    await waitFor('the same draw', async () => String(await rowNumbers(page)) === String(drawn) || undefined, 10, 50);
    for (const word of ['File size', 'Type', 'Rows', 'Columns', 'Features', 'Delimiter', 'Encoding']) {
      await page.locator('.facts dt', { hasText: word }).first().waitFor();
    }
  });

  test('lets its owner edit a cell, and others read', async () => {
    const { page } = lea;
    await page.goto(`/data/${dataset}`);
    const cell = page.locator('td.editable').nth(2);
    await cell.focus();
    await page.keyboard.type('A Better Name');
    await page.keyboard.press('Enter');
    await page.locator('td.changed', { hasText: 'A Better Name' }).waitFor();
    await page.getByText(/Lea changed track_name in row 1/).waitFor();
    const isFocused = () => cell.evaluate((element) => element === document.activeElement);
    expect(await isFocused()).toBe(true);
    await page.keyboard.press('F2');
    await page.keyboard.press('Escape');
    expect(await isFocused()).toBe(true);

    const reader = await openReader(browser, suite.hostingUrl, { width: 390 });
    await reader.page.goto(`/data/${dataset}`);
    await reader.page.getByText('A Better Name').first().waitFor();
    expect(await reader.page.locator('td.editable').count()).toBe(0);
    await reader.close();
  });

  test('moves the list of an open page when rows change, and says why', async () => {
    const { page } = lea;
    await waitFor('the first version', () => firstVersion(suite, dataset), 20);
    await page.goto(`/recommend/${dataset}?u=Jazz*80`);
    await page.locator('.line').nth(9).waitFor();
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    const before = await names(page);
    await editRows(suite, dataset, 'Jazz', { genre: 'Metal' }, 12);
    const strip = page.getByRole('region', { name: 'What just changed' });
    await strip.getByText(/^Version \d+.*your ten moved|new/).waitFor();
    expect(await strip.innerText()).toMatch(/Lea changed genre in row \d+ from Jazz to Metal/);
    expect(await names(page)).not.toEqual(before);
    expect(await page.locator('.movement').count()).toBe(10);
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
    // The link of this state gives the same list elsewhere.
    const reader = await openReader(browser, suite.hostingUrl);
    await reader.page.goto(page.url());
    await reader.page.locator('.line').nth(9).waitFor();
    await waitFor(
      'one list on both pages',
      async () => String(await names(page)) === String(await names(reader.page)) || undefined,
      10,
    );
    await reader.close();
  });

  test('has no serious accessibility violations, light and dark, wide and narrow', async () => {
    const addresses = ['/', `/data/${dataset}`, `/recommend/${dataset}?u=Jazz*80&u=Metal*-30&u=Nowhere*50`, '/nowhere'];
    const findings: string[] = [];
    for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark', width: 390 }] as const) {
      const { page, close } = await openReader(browser, suite.hostingUrl, options);
      for (const address of addresses) {
        await page.goto(address);
        await page.locator('.datasets-name, .card .histogram, .line, .lead').first().waitFor();
        for (const finding of await seriousFindings(page))
          findings.push(`${address} ${options.colorScheme}: ${finding}`);
      }
      await close();
    }
    expect(findings).toEqual([]);
    expect(lea.errors).toEqual([]);
  });

  testTitles(() => ({ suite, browser }));
});

/** Puts a name on the desk as a reader does: types some of it and takes the first suggestion. */
async function choose(page: Page, typed: string): Promise<void> {
  await page.getByRole('combobox').click();
  await page.keyboard.type(typed);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
}

function names(page: Page): Promise<string[]> {
  return page.locator('.line-name').allTextContents();
}

function rowNumbers(page: Page): Promise<string[]> {
  return page.locator('tbody tr:not([aria-hidden]) th').allTextContents();
}

/** Ten rows once they are others than those that stood there before. */
function tenOtherThan(before: string, rows: string[]): string[] | undefined {
  return rows.length === 10 && String(rows) !== before ? rows : undefined;
}

async function firstVersion(suite: Suite, dataset: string): Promise<string | undefined> {
  const response = await fetch(`${suite.hostingUrl}/api/models/${dataset}`);
  return response.ok ? (((await response.json()) as ModelView).version ?? undefined) : undefined;
}

/** Changes rows of a genre through the API, as the owner. */
async function editRows(
  suite: Suite,
  dataset: string,
  genre: string,
  change: Record<string, string>,
  count: number,
): Promise<void> {
  const path = 'identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any';
  const signedIn = await fetch(`${suite.authUrl}/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: owner.email, password: owner.password, returnSecureToken: true }),
  });
  const { idToken } = (await signedIn.json()) as { idToken: string };
  const rowsUrl = `${suite.hostingUrl}/api/datasets/${dataset}/rows`;
  const { columns, rows } = (await (await fetch(`${rowsUrl}?start=0&count=1000`)).json()) as RowsView;
  const column = columns.indexOf('genre');
  const wanted = rows.filter(({ values }) => values[column] === genre).slice(0, count);
  expect(wanted).toHaveLength(count);
  for (const { index } of wanted) {
    const response = await fetch(`${rowsUrl}/${index}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${idToken}` },
      body: JSON.stringify(change),
    });
    expect(response.status).toBe(200);
  }
}
