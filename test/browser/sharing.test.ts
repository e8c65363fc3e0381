import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { startTestSuite, waitFor, writePath, type Suite } from '../support/suite.js';
import { findBrowser, launchBrowser, openReader, seriousFindings, type Reader } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

const password = 'a long password';
const lea = { name: 'Lea', email: 'lea@example.test' };
const max = { name: 'Max', email: 'max@example.test' };

const music = Buffer.from(
  `genre,artist\n${Array.from({ length: 60 }, (_, row) => `Genre ${row % 6},Artist ${row % 13}\n`).join('')}`,
);

inBrowser(`sharing in a browser${suffix}`, () => {
  let suite: Suite;
  let browser: Browser;
  let owner: Reader;
  let invited: Reader;
  /** The data set that Lea stores. */
  let dataset: string;

  /** What was started, to be ended in any case: a browser left over would keep the whole run from ending. */
  const started: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    suite = await startTestSuite();
    started.push(() => suite.stop());
    browser = await launchBrowser(found);
    started.push(() => browser.close());
    owner = await openReader(browser, suite.hostingUrl);
    invited = await openReader(browser, suite.hostingUrl, { width: 390, colorScheme: 'dark' });
  });

  afterAll(async () => {
    for (const end of started.reverse()) await end();
  });

  const press = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true }).click();
  const sharing = () => owner.page.getByRole('dialog', { name: /^Share / });

  async function createAccount(page: Page, { name, email }: typeof lea): Promise<void> {
    await press(page, 'Create an account');
    await page.getByLabel('Name, shown with your changes').fill(name);
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel(/^Password/).fill(password);
    await press(page, 'Create account');
  }

  /** Opens the link that the Auth emulator would have mailed last. */
  async function openMail(kind: string, email: string, query = ''): Promise<void> {
    const path = `/emulator/v1/projects/${suite.project}/oobCodes`;
    const { oobCodes } = (await (await fetch(suite.authUrl + path)).json()) as {
      oobCodes: { requestType: string; email: string; oobLink: string }[];
    };
    const mail = oobCodes.filter((code) => code.requestType === kind && code.email === email).at(-1);
    expect((await fetch(mail!.oobLink + query)).ok).toBe(true);
  }

  test('stores a data set for its owner alone', async () => {
    const { page } = owner;
    await page.goto('/');
    await press(page, 'Sign in');
    await createAccount(page, lea);
    await page.getByRole('button', { name: 'Account: Lea' }).waitFor();
    await page.getByLabel('File to store').setInputFiles({ name: 'music.csv', mimeType: 'text/csv', buffer: music });
    await page.getByRole('columnheader', { name: /artist/ }).waitFor();
    expect(await page.getByLabel('Private: you and whom you share it with').isChecked()).toBe(true);
    expect(await page.getByLabel('Public: everybody can see it').isChecked()).toBe(false);
    expect(await seriousFindings(page)).toEqual([]);
    await press(page, 'Store data set');
    const link = page.getByRole('link', { name: 'Music', exact: true });
    await link.waitFor();
    await page.locator('.tag', { hasText: 'Private' }).waitFor();
    dataset = new URL((await link.getAttribute('href'))!, suite.hostingUrl).pathname.split('/').pop()!;

    const stranger = await openReader(browser, suite.hostingUrl);
    await stranger.page.goto(`/data/${dataset}`);
    await stranger.page.getByRole('heading', { name: 'No such data set' }).waitFor();
    await stranger.page.goto(`/recommend/${dataset}`);
    await stranger.page.getByRole('heading', { name: 'No such model' }).waitFor();
    await stranger.close();
  });

  test('invites by e-mail: the link is to be sent', async () => {
    const { page } = owner;
    await page.goto(`/data/${dataset}`);
    await page.getByRole('button', { name: 'Share' }).focus();
    await page.keyboard.press('Enter');
    await sharing().getByLabel('Invite by e-mail').fill(max.email);
    await sharing().getByLabel('Role of the invited').selectOption('editor');
    await sharing().getByLabel('Role of the invited').press('Tab');
    await page.keyboard.press('Enter');
    await sharing().getByText('No mail is sent').waitFor();
    expect(await sharing().getByLabel('Link of the invitation').inputValue()).toBe(
      `${suite.hostingUrl}/join/${dataset}`,
    );
    await press(sharing(), `Withdraw the invitation of ${max.email}`);
    await sharing().getByText('Open invitations').waitFor({ state: 'detached' });
    await sharing().getByLabel('Invite by e-mail').fill(max.email);
    await press(sharing(), 'Invite');
    await sharing()
      .getByRole('button', { name: `Withdraw the invitation of ${max.email}` })
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  test('lets in who opens the link with the invited address, once it is verified', async () => {
    const { page } = invited;
    await page.goto(`/join/${dataset}`);
    await page.getByRole('heading', { name: 'You are invited to a data set' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await press(page, 'Sign in or create an account');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('button', { name: 'Continue as guest' }).count()).toBe(0);
    await createAccount(page, max);
    await press(page, 'Send the mail');
    await page.getByText('The Emulator Suite sends no mail').waitFor();
    await press(page, 'I have opened the link');
    await page.getByText('The address is not verified yet').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await openMail('VERIFY_EMAIL', max.email);
    await press(page, 'I have opened the link');
    await page.waitForURL(`**/data/${dataset}`);
    await page.locator('td.editable').first().waitFor();

    await sharing().getByLabel('Role of Max').waitFor();
    await sharing().getByText('Who shared what').click();
    await sharing().getByText(`Max accepted the invitation for ${max.email} as editor.`).waitFor();
    expect(await seriousFindings(owner.page)).toEqual([]);
    await owner.page.keyboard.press('Escape');
    await sharing().waitFor({ state: 'detached' });
  });

  test('lets an editor edit, and shows members what was changed', async () => {
    const { page } = invited;
    await page.locator('td.editable').nth(1).focus();
    await page.keyboard.type('Nina Simone');
    await page.keyboard.press('Enter');
    await page.getByText(/Max changed artist in row 1/).waitFor();
    await owner.page.getByText(/Max changed artist in row 1/).waitFor();
    await owner.page.locator('td', { hasText: 'Nina Simone' }).first().waitFor();
    expect(await page.getByRole('button', { name: 'Share' }).count()).toBe(0);
    await page.goto('/');
    await page.locator('.tag', { hasText: 'Shared with me, editor' }).waitFor();
  });

  test('offers a reader nothing that only editors may do, but a copy where the owner allows it', async () => {
    const { page } = invited;
    await page.goto(`/data/${dataset}`);
    await page.locator('td.editable').first().waitFor();
    await press(owner.page, 'Share');
    await sharing().getByLabel('Role of Max').selectOption('reader');
    await sharing().getByLabel('Whoever can see it may make a private copy').check();
    await page.locator('td.editable').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Make a private copy' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await page.getByRole('button', { name: 'Edit name and description' }).count()).toBe(0);
    await press(page, 'Make a private copy');
    await page.waitForURL((address) => !address.pathname.endsWith(dataset));
    await page.locator('td.editable').first().waitFor();
    await page.goBack();
    await page.getByText('a reader').waitFor();
  });

  test('ends when a member leaves', async () => {
    const { page } = invited;
    await press(page, 'Leave this data set');
    expect(await seriousFindings(page)).toEqual([]);
    await press(page, 'Leave');
    await page.getByRole('heading', { name: 'Data sets' }).waitFor();
    await page.goto(`/data/${dataset}`);
    await page.getByRole('heading', { name: 'No such data set' }).waitFor();
    await page.goto(`/join/${dataset}`);
    await press(page, 'Accept the invitation');
    await page.getByText(`There is no invitation for ${max.email} here`).waitFor();
    await sharing().getByText('Nobody else is a member yet.').waitFor();
  });

  test('says of a version from a private time that it is for members', async () => {
    const { page } = owner;
    await page.goto(`/model/${dataset}`);
    await page.getByRole('button', { name: /^Pin version/ }).click();
    await page.getByRole('button', { name: /^Release version/ }).waitFor();
    await page.goto(`/data/${dataset}`);
    await press(page, 'Share');
    await sharing()
      .getByLabel(/^Public/)
      .check();
    await waitFor('a public data set', () => readAnonymously(dataset), 10);

    const stranger = await openReader(browser, suite.hostingUrl);
    for (const screen of ['model', 'recommend']) {
      await stranger.page.goto(`/${screen}/${dataset}`);
      await stranger.page.getByText('was trained while the data set was private, so only its members see it').waitFor();
      expect(await stranger.page.getByRole('alert').count()).toBe(0);
      expect(await seriousFindings(stranger.page)).toEqual([]);
    }
    await stranger.close();
  });

  test('asks the owner of a data set of an earlier release once whether it is to stay public', async () => {
    const { page } = owner;
    await sharing()
      .getByLabel(/^Public/)
      .check();
    await waitFor('a public data set', () => readAnonymously(dataset), 10);
    await writePath(suite, `datasets/${dataset}/visibilityChosen`, null);
    await page.reload();
    const question = page.getByText('This data set is public: everybody can see it.');
    await question.waitFor();

    const stranger = await openReader(browser, suite.hostingUrl);
    await stranger.page.goto(`/data/${dataset}`);
    await stranger.page.getByText('No changes yet.').waitFor();
    expect(await stranger.page.getByText('It was stored when that was the default.').count()).toBe(0);
    expect(await stranger.page.getByRole('button', { name: 'Leave this data set' }).count()).toBe(0);

    await press(page, 'Make it private');
    await question.waitFor({ state: 'detached' });
    await stranger.page.getByRole('heading', { name: 'No such data set' }).waitFor();
    await stranger.close();
  });

  test('sends a mail that sets another password', async () => {
    const { page, close } = await openReader(browser, suite.hostingUrl);
    await page.goto('/');
    await press(page, 'Sign in');
    await page.getByLabel('E-mail').fill(lea.email);
    await press(page, 'Set another password');
    await page.getByText(`If there is an account with ${lea.email}`).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await openMail('PASSWORD_RESET', lea.email, '&newPassword=another%20password');
    await close();
    expect(owner.errors.filter((error) => !isRefusal(error))).toEqual([]);
    expect(invited.errors.filter((error) => !isRefusal(error))).toEqual([]);
  });

  async function readAnonymously(id: string): Promise<true | undefined> {
    return (await fetch(`${suite.hostingUrl}/api/datasets/${id}`)).ok || undefined;
  }
});

/** A browser reports each 404 and each listener that the rules refuse; these are what the tests are about. */
function isRefusal(error: string): boolean {
  return /permission_denied|status of 40[034]/i.test(error);
}
