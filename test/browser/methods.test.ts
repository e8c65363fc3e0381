import { describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { inRoot } from '@segue/suite/launcher/root';
import { findBrowser, launchBrowser } from './browser.js';
import { softmaxDigests } from './softmax-in-page.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

const script = buildSync({
  entryPoints: [inRoot('test/browser/softmax-in-page.ts')],
  bundle: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'softmax',
  write: false,
}).outputFiles[0]!.text;

inBrowser(`a softmax fit in a browser${suffix}`, () => {
  it('has the bytes of Node, compiled and plain', async () => {
    const inNode = await softmaxDigests();
    expect(inNode.slice(3)).toEqual(inNode.slice(0, 3));
    expect(new Set(inNode).size).toBe(3);
    const browser = await launchBrowser(found);
    try {
      const page = await browser.newPage();
      // A browser digests for secure pages alone, which those of this machine are.
      await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
      await page.goto('http://localhost/');
      expect(await page.evaluate<string[]>(`(() => { ${script}; return softmax.softmaxDigests(); })()`)).toEqual(
        inNode,
      );
    } finally {
      await browser.close();
    }
  }, 60_000);
});
