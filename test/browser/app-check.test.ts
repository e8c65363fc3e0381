import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Browser } from 'playwright-core';
import * as z from 'zod/mini';
import { inRoot } from '@segue/suite/launcher/root';
import { waitFor } from '../support/suite.js';
import { findBrowser, launchBrowser, openReader, type Reader } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

const read = (path: string) => readFileSync(inRoot(path), 'utf8');
const headers = z.object({
  hosting: z.object({
    headers: z.array(z.object({ headers: z.array(z.object({ key: z.string(), value: z.string() })) })),
  }),
});
const policy = headers
  .parse(JSON.parse(read('firebase.json')))
  .hosting.headers.flatMap((group) => group.headers)
  .find(({ key }) => key === 'Content-Security-Policy')!.value;

/** The policy with what docs/security.md says to add. */
function widened(): string {
  const section = read('docs/security.md').split('\n## App Check\n')[1]!.split('\n## ')[0]!;
  const additions = [...section.matchAll(/^ +([a-z]+-src) (https:.*)$/gm)];
  expect(additions).toHaveLength(3);
  return additions.reduce((all, [, name, sources]) => all.replace(`${name} `, `${name} ${sources} `), policy);
}

const options = {
  projectId: 'demo-app-check',
  appId: '1:123:web:abc',
  apiKey: 'key',
  databaseURL: 'https://demo-app-check.firebaseio.com',
};

/** What the page asks of reCAPTCHA, answered at once. */
const recaptcha = `globalThis.grecaptcha = { enterprise: {
  ready: (then) => then(),
  render: (element, { sitekey, callback }) => { callback(); globalThis.rendered = sitekey; return 'widget'; },
  execute: () => Promise.resolve('human of ' + globalThis.rendered),
} };`;

inBrowser(`App Check in the page${suffix}`, () => {
  let browser: Browser;
  let reader: Reader;
  let origin: string;
  let siteKey: string;
  let sentPolicy: string;
  /** The App Check tokens of the calls to the API, in order. */
  let calls: (string | undefined)[];
  /** What was asked of Google, with the body. */
  let google: [url: string, body: unknown][];

  const app = express();
  app.use((_, response, next) => {
    response.set('Content-Security-Policy', sentPolicy);
    next();
  });
  app.get('/__/firebase/init.js', (_, response) => {
    response.type('text/javascript').send(`var firebaseConfig = ${JSON.stringify(options)};`);
  });
  app.use('/api', (request, response) => {
    calls.push(request.get('x-firebase-appcheck'));
    response.status(404).json({ type: 't', title: 't', status: 404, code: 'dataset-not-found', detail: 'None.' });
  });
  app.use('/assets', express.static(inRoot('hosting/dist/assets')));
  app.use((_, response) => {
    const named = '<meta name="app-check-site-key" content="';
    response.type('html').send(read('hosting/dist/index.html').replace(named, `${named}${siteKey}`));
  });
  const server = createServer(app);

  beforeAll(async () => {
    browser = await launchBrowser(found);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  beforeEach(async () => {
    [calls, google] = [[], []];
    reader = await openReader(browser, origin);
    await reader.page.route(/^https:/, async (route) => {
      const url = route.request().url();
      google.push([url, route.request().postDataJSON() as unknown]);
      if (url.includes('/recaptcha/')) await route.fulfill({ contentType: 'text/javascript', body: recaptcha });
      else if (url.includes('exchangeRecaptcha')) {
        const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
        await route.fulfill({ headers: cors, json: { token: token(), ttl: '3600s' } });
      } else await route.abort();
    });
  });

  afterEach(() => reader.close());

  /** The page reads the token's times, and nothing else of it. */
  function token(): string {
    const now = Math.floor(Date.now() / 1000);
    const [head, claims] = [{ alg: 'RS256' }, { iat: now, exp: now + 3600 }].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    return `${head}.${claims}.signature`;
  }

  const open = async () => {
    await reader.page.goto('/data/music');
    await waitFor('A call to the API', () => Promise.resolve(calls.length > 0 || undefined), 60, 50);
  };
  const loaded = () =>
    reader.page.evaluate('performance.getEntriesByType("resource").map(({ name }) => name).join(" ")');
  const asked = (part: string) => google.filter(([url]) => url.includes(part));

  it('sends a token with each call where there is a site key', async () => {
    [siteKey, sentPolicy] = ['site-key', widened()];
    await open();
    expect(calls.map((sent) => sent?.split('.').at(-1))).toEqual(calls.map(() => 'signature'));
    expect(await loaded()).toContain('/assets/app-check-');
    expect(asked('exchangeRecaptcha')).toEqual([
      [
        'https://content-firebaseappcheck.googleapis.com/v1/projects/demo-app-check/apps/1:123:web:abc:exchangeRecaptchaEnterpriseToken?key=key',
        { recaptcha_enterprise_token: 'human of site-key' },
      ],
    ]);
    expect(reader.errors.filter((error) => error.includes('Content Security Policy'))).toEqual([]);
  });

  it('loads nothing and sends no token where there is no site key', async () => {
    [siteKey, sentPolicy] = ['', policy];
    await open();
    expect(calls).toEqual(calls.map(() => undefined));
    expect(await loaded()).not.toContain('/app-check-');
    expect([...asked('recaptcha'), ...asked('appcheck')]).toEqual([]);
  });

  it('calls without a token where the policy, or the viewer, blocks reCAPTCHA', async () => {
    [siteKey, sentPolicy] = ['site-key', policy];
    await open();
    expect(calls).toEqual(calls.map(() => undefined));
    expect(reader.errors.join()).toMatch(/recaptcha.*Content Security Policy/);
  });
});
