import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { changeDataset } from '@segue/core/contract/api/datasets';
import { defineModel } from '@segue/core/contract/api/models';
import { guest, waitForVersion, type Person } from '../flow/http.js';
import { startTestSuite, type Suite } from '../support/suite.js';
import { films, ratings, titlesOf } from '../support/titled-films.js';
import { findBrowser, launchBrowser, openReader, seriousFindings } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

inBrowser(`titles on the page${suffix}`, () => {
  let suite: Suite;
  let browser: Browser;
  let lea: Person;
  let filmsId: string;
  const started: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    suite = await startTestSuite();
    started.push(() => suite.stop());
    browser = await launchBrowser(found);
    started.push(() => browser.close());
    lea = await guest(suite);
    const { id: dataset } = await lea.upload('ratings.csv', ratings, {});
    ({ id: filmsId } = await lea.upload('films.csv', films, {}));
    const body = { dataset, user: 'viewer', item: 'film', titles: titlesOf(filmsId) };
    await lea.call(defineModel, { params: { id: 'films' }, body });
    await waitForVersion(lea, 'films');
  });

  afterAll(async () => {
    for (const end of started.reverse()) await end();
  });

  test('stand in list, desk and search, with the name beside them, until their data set is private', async () => {
    const { page, errors, close } = await openReader(browser, suite.hostingUrl);
    await page.goto('/recommend/films?known=include&n=25');
    const line = page.locator('[data-name="3"]');
    await line.waitFor();
    expect(await line.locator('.line-name').innerText()).toBe('Film 3 3');
    await page.getByRole('combobox').first().fill('film 7');
    await page
      .getByRole('option', { name: /Film 7/ })
      .first()
      .click();
    const channel = page.getByRole('group', { name: /^Film 7, / });
    await channel.waitFor();
    expect(await channel.locator('.channel-name').innerText()).toMatch(/^Film 7\s+\w+ 7$/);
    expect(await page.title()).toBe('Film 7 · Segue');
    expect(await seriousFindings(page)).toEqual([]);
    expect(errors).toEqual([]);

    await lea.call(changeDataset, { params: { id: filmsId }, body: { visibility: 'private' } });
    await page.reload();
    await page.locator('.line').first().waitFor();
    expect((await page.content()).match(/Film \d|Late title/g)).toBeNull();
    await close();
  });
});
