import { describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { runInNewContext } from 'node:vm';
import { inRoot } from '@segue/suite/launcher/root';
import { findBrowser, launchBrowser } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

/** Trains every loss with every kernel, with and without features and penalties; a line of digests. */
const script = buildSync({
  entryPoints: [inRoot('test/browser/kernel-digests.ts')],
  bundle: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'digests',
  write: false,
}).outputFiles[0]!.text;

inBrowser(`the kernels in a browser${suffix}`, () => {
  it('give the bytes they give in Node, where nothing of Node and of the page is at hand', async () => {
    const inNode = runInNewContext(`${script}; JSON.stringify(digests.kernelDigests())`, {
      WebAssembly,
      atob,
    }) as string;
    expect((JSON.parse(inNode) as string[]).length).toBe(36);
    const browser = await launchBrowser(found);
    try {
      const page = await browser.newPage();
      const inPage = await page.evaluate<string>(
        `(() => { ${script}; return JSON.stringify(digests.kernelDigests()); })()`,
      );
      expect(inPage).toBe(inNode);
    } finally {
      await browser.close();
    }
  });
});
