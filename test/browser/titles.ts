import { expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { changeDataset } from '@segue/core/contract/api/datasets';
import { defineModel, getModel } from '@segue/core/contract/api/models';
import { appendRows } from '@segue/core/contract/api/rows';
import { guest, waitForVersion } from '../flow/http.js';
import type { Suite } from '../support/suite.js';
import { films, ratings, titlesOf } from '../support/titled-films.js';
import { openReader, seriousFindings } from './browser.js';

/** Tests the titles of a model of its own. @param running what the file that runs the test has started */
export function testTitles(running: () => { suite: Suite; browser: Browser }): void {
  test('titles stand in list, desk and search, with the name beside them, until their data set is private', async () => {
    const { suite, browser } = running();
    const lea = await guest(suite);
    const { id: dataset } = await lea.upload('ratings.csv', ratings, {});
    const { id: filmsId } = await lea.upload('films.csv', films, {});
    const body = { dataset, user: 'viewer', item: 'film', titles: titlesOf(filmsId) };
    await lea.call(defineModel, { params: { id: 'films' }, body });
    await waitForVersion(lea, 'films');

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

    const { number } = await lea.call(getModel, { params: { id: 'films' } });
    // Film 99 has a title already.
    await lea.call(appendRows, { params: { id: dataset }, body: { rows: [{ viewer: 'v1', film: '99', note: '' }] } });
    await waitForVersion(lea, 'films', number + 1);
    await page.goto(`/model/films?compare=${number}`);
    const panel = page.getByRole('region', { name: `Version ${number} beside version ${number + 1}` });
    await panel.getByText(`Only in version ${number + 1}: Never seen.`).waitFor();
    expect(errors).toEqual([]);
    await page.goto('/recommend/films?known=include&n=25');

    await lea.call(changeDataset, { params: { id: filmsId }, body: { visibility: 'private' } });
    await page.reload();
    await page.locator('.line').first().waitFor();
    expect((await page.content()).match(/Film \d|Late title/g)).toBeNull();
    await close();
  });
}
