import { describe, expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { promisedBytes } from '@segue/core/versions/promised-bytes';
import { inRoot } from '@segue/suite/launcher/root';
import { findBrowser, launchBrowser } from './browser.js';

const found = findBrowser();
const inBrowser = found.missing === null ? describe : describe.skip;
const suffix = found.missing === null ? '' : ` (skipped: ${found.missing})`;

/** Trains every loss with every kernel, with and without features, weights and penalties. */
const script = buildSync({
  entryPoints: [inRoot('test/browser/recompute-in-page.ts')],
  bundle: true,
  platform: 'browser',
  format: 'iife',
  globalName: 'versions',
  write: false,
}).outputFiles[0]!.text;

inBrowser(`the kernels in a browser${suffix}`, () => {
  it('give the promised bytes', async () => {
    const { 'the version digest': _, ...embeddings } = promisedBytes.codeVersion.digests;
    const browser = await launchBrowser(found);
    try {
      const page = await browser.newPage();
      // A browser digests for secure pages alone, which those of this machine are.
      await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
      await page.goto('http://localhost/');
      const inPage = await page.evaluate<Record<string, string>>(
        `(() => { ${script}; return versions.recomputeAll(); })()`,
      );
      expect(inPage).toEqual(embeddings);
    } finally {
      await browser.close();
    }
  });
});
