import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { defineModel } from '@segue/core/contract/api/models';
import { guest, waitForVersion } from '../flow/http.js';
import { definitionOf, rareBands } from '../support/rare-bands.js';
import { startTestSuite, type Suite } from '../support/suite.js';
import { findBrowser, launchBrowser, openReader, seriousFindings } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

inBrowser(`items that the model leaves out${suffix}`, () => {
  let suite: Suite;
  let browser: Browser;
  const started: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    suite = await startTestSuite();
    started.push(() => suite.stop());
    browser = await launchBrowser(found);
    started.push(() => browser.close());
    const lea = await guest(suite);
    const { id: dataset } = await lea.upload('bands.csv', rareBands, {});
    const merges = [{ side: 'item' as const, from: 'tycho (live)', into: 'Tycho' }];
    await lea.call(defineModel, { params: { id: 'bands' }, body: { ...definitionOf(dataset), merges } });
    await waitForVersion(lea, 'bands');
  });

  afterAll(async () => {
    for (const end of started.reverse()) await end();
  });

  test('say so in the search, where they cannot be chosen', async () => {
    const { page, errors, close } = await openReader(browser, suite.hostingUrl);
    await page.goto('/recommend/bands');
    const box = page.getByRole('combobox').first();
    await box.fill('tych');
    const reason = page.getByRole('option', { name: 'Tycho has 3 rows; this model needs 5.' });
    await reason.waitFor();
    expect(await reason.getAttribute('aria-disabled')).toBe('true');
    expect(await page.locator('.combobox [role="status"]').innerText()).toBe(
      '0 suggestions. Tycho has 3 rows; this model needs 5.',
    );
    await box.press('Enter');
    await reason.click({ force: true });
    expect(new URL(page.url()).search).toBe('');
    expect(await seriousFindings(page)).toEqual([]);
    await box.fill('band 3');
    await page.getByRole('option', { name: /^Band 3/ }).waitFor();
    expect(await reason.count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  test('say so on the desk of a link that names them, in any spelling', async () => {
    const { page, errors, close } = await openReader(browser, suite.hostingUrl);
    await page.goto('/recommend/bands?i=Tycho*80');
    await page.getByText('Tycho has 3 rows; this model needs 5.').waitFor();
    await page.goto('/recommend/bands?i=tycho+(live)*80');
    await page.getByText('Tycho has 3 rows; this model needs 5.').waitFor();
    await page.goto('/recommend/bands?i=Autechre*80');
    await page.getByText(/^no such band in this version$/).waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});
