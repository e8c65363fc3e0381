import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { startEmulator, type Emulator } from '@segue/emulator/index';
import { inRoot } from '@segue/suite/launcher/root';
import { waitFor } from '../support/suite.js';
import { findBrowser, launchBrowser } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

const script = buildSync({
  entryPoints: [inRoot('test/browser/database-in-page.ts')],
  bundle: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'database',
  write: false,
}).outputFiles[0]!.text;

const namespace = 'polled';
const failedBefore = `localStorage.setItem('firebase:previous_websocket_failure', 'true')`;

interface Report {
  connections: number;
  heard: unknown[];
  lines: string[];
}

inBrowser(`a page whose websockets have failed${suffix}`, () => {
  let browser: Browser;
  let emulator: Emulator | undefined;

  // A page of this machine: others may not load from it.
  const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<body></body>'));
  let address: string;

  beforeAll(async () => {
    browser = await launchBrowser(found);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterEach(() => emulator?.stop());

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  const start = async (port = 0): Promise<number> => {
    emulator = await startEmulator({ project: namespace, port });
    return emulator.port;
  };

  const openPage = async (port: number, options: { forced?: boolean; failed?: boolean } = {}): Promise<Page> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    if (options.failed) await page.evaluate(failedBefore);
    await page.addScriptTag({ content: script });
    await call(page, 'connect', '127.0.0.1', port, namespace, options.forced ?? false);
    return page;
  };

  const call = (page: Page, name: string, ...parameters: unknown[]) =>
    page.evaluate(`database.${name}(...${JSON.stringify(parameters)})`);
  const report = async (page: Page) => (await call(page, 'report')) as Report;
  /** Listens to a path where nothing is yet, and waits until the page has heard so. */
  const listen = async (page: Page, path: string) => {
    await call(page, 'listen', path);
    await waitFor('The first value', async () => ((await report(page)).heard.length > 0 ? true : undefined), 20, 50);
  };
  const untilConnected = (page: Page, times: number, seconds = 30) =>
    waitFor(
      `Connection ${times}`,
      async () => ((await report(page)).connections >= times ? true : undefined),
      seconds,
      100,
    );

  it('reads, writes and listens by long polling alone', async () => {
    const page = await openPage(await start(), { forced: true });
    const text = 'Ünïcode 🎵 \u2028 and quotes " \\ '.repeat(2_000);
    await listen(page, 'a');
    await call(page, 'write', 'a/b', text);
    expect(await call(page, 'read', 'a')).toEqual({ b: text });
    const answer = await fetch(`${emulator!.url}/a/c.json?ns=${namespace}`, { method: 'PUT', body: '7' });
    expect(answer.status).toBe(200);
    const complete = async () => ((await report(page)).heard.length >= 3 ? true : undefined);
    await waitFor('The foreign write', complete, 20, 50);
    expect((await report(page)).heard).toEqual([null, { b: text }, { b: text, c: 7 }]);
    expect((await report(page)).lines.filter((line) => line.includes('Websocket connecting'))).toEqual([]);
    await page.context().close();
  });

  it('performs the onDisconnect writes of a page that is left', async () => {
    const page = await openPage(await start(), { forced: true });
    await call(page, 'write', 'here', true);
    await call(page, 'writeAtEnd', 'here', false);
    await page.goto(`${address}elsewhere`);
    const here = async () => {
      const answer = await fetch(`${emulator!.url}/here.json?ns=${namespace}`);
      return (await answer.json()) === false ? true : undefined;
    };
    await waitFor('The onDisconnect write', here, 10, 50);
    await page.context().close();
  });

  it('moves to a socket in the middle of its writes, and loses none', async () => {
    const page = await openPage(await start(), { failed: true });
    await listen(page, 'count');
    const count = 400;
    for (let round = 0; round < 5; round++) await call(page, 'writeMany', 'count', count);
    const moved = async () =>
      (await report(page)).lines.some((line) => line.includes('cleaning up and promoting')) || undefined;
    await waitFor('The socket', moved, 30, 50);
    await call(page, 'writeMany', 'count', count);
    const { heard, lines, connections } = await report(page);
    expect(connections).toBe(1);
    expect(lines.some((line) => line.includes('Connecting via long-poll'))).toBe(true);
    const numbers = Array.from({ length: count }, (_, at) => at);
    expect(heard).toEqual([null, ...Array.from({ length: 6 }, () => numbers).flat()]);
    expect(await page.evaluate(`localStorage.getItem('firebase:previous_websocket_failure')`)).toBeNull();
    expect(await (await fetch(`${emulator!.url}/count.json?ns=${namespace}`)).json()).toBe(count - 1);
    await page.context().close();
  });

  it('is back after a restart of the emulator', async () => {
    const port = await start();
    const page = await openPage(port);
    await untilConnected(page, 1);
    await listen(page, 'a');
    for (let times = 2; times < 4; times++) {
      await emulator!.stop();
      const lost = async () =>
        ((await call(page, 'report')) as Report).lines.some((line) => line.includes('disconnected')) || undefined;
      await waitFor('The loss', lost, 20, 50);
      await start(port);
      await untilConnected(page, times);
      await call(page, 'write', 'a', times);
      expect((await report(page)).heard.at(-1)).toBe(times);
    }
    await page.context().close();
  });

  it('finds an emulator that starts after it', async () => {
    const port = await start();
    await emulator!.stop();
    const page = await openPage(port, { failed: true });
    const failed = async () =>
      (await report(page)).lines.some((line) => line.includes('Trying to reconnect')) || undefined;
    await waitFor('A failed attempt', failed, 30, 50);
    await start(port);
    await untilConnected(page, 1);
    await call(page, 'write', 'a', 1);
    await page.context().close();
  });
});
