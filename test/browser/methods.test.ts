import { describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { inRoot } from '@segue/suite/launcher/root';
import { findBrowser, launchBrowser } from './browser.js';
import { digestsOf, type FittedMethod } from './methods-in-page.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

const script = buildSync({
  entryPoints: [inRoot('test/browser/methods-in-page.ts')],
  bundle: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'methods',
  write: false,
}).outputFiles[0]!.text;

inBrowser(`a fit in a browser${suffix}`, () => {
  it.each<FittedMethod>(['softmax', 'ials'])('by %s has the bytes of Node, compiled and plain', async (method) => {
    const inNode = await digestsOf(method);
    expect(inNode.slice(3)).toEqual(inNode.slice(0, 3));
    expect(new Set(inNode).size).toBe(3);
    const browser = await launchBrowser(found);
    try {
      const page = await browser.newPage();
      // A browser digests for secure pages alone, which those of this machine are.
      await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
      await page.goto('http://localhost/');
      const call = `(() => { ${script}; return methods.digestsOf('${method}'); })()`;
      expect(await page.evaluate<string[]>(call)).toEqual(inNode);
    } finally {
      await browser.close();
    }
  });
});
