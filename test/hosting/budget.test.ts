import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { inRoot } from '@segue/suite/launcher/root';

/** Upper limits in kilobytes (1,000 bytes) after gzip −9; the font is compressed already. `chunks` leaves kernels out. */
const budget = { firstLoad: 110, chunks: 200, css: 10, font: 31, pageView: 250 };

const assets = readdirSync(inRoot('hosting/dist/assets')).map((name) => {
  const bytes = readFileSync(inRoot('hosting/dist/assets', name));
  return { name, kilobytes: (name.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 9 }).length) / 1000 };
});
const html = readFileSync(inRoot('hosting/dist/index.html'), 'utf8');

const sizeOf = (chosen: typeof assets) => chosen.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
const ending = (end: string) => assets.filter(({ name }) => name.endsWith(end));

describe('the built page', () => {
  const first = assets.filter(({ name }) => html.includes(name));
  const font = assets.filter(({ name }) => /latin-wght/.test(name));

  test(`loads at most ${budget.firstLoad} kB of script first, ${budget.css} kB of style, ${budget.font} kB of font`, () => {
    expect(sizeOf(first.filter(({ name }) => name.endsWith('.js')))).toBeLessThanOrEqual(budget.firstLoad);
    expect(sizeOf(ending('.css'))).toBeLessThanOrEqual(budget.css);
    expect(font).toHaveLength(1);
    expect(sizeOf(font)).toBeLessThanOrEqual(budget.font);
  });

  test(`has at most ${budget.chunks} kB of script in all, and ${budget.pageView} kB in a view`, () => {
    // The worker, loaded to verify a model, is its kernels and what runs them.
    const chunks = ending('.js').filter(({ name }) => !name.startsWith('worker-'));
    expect(sizeOf(chunks)).toBeLessThanOrEqual(budget.chunks);
    expect(sizeOf([...first, ...font])).toBeLessThanOrEqual(budget.pageView);
  });

  test('loads nothing from another host', () => {
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test.each([
    'account-session',
    'app-check',
    'data-screen',
    'file-preview',
    'import-panel',
    'join-screen',
    'map-panel',
    'model-screen',
    'reasons',
    'sharing-panel',
    'sign-in-dialog',
    'train-form',
    'worker',
  ])('loads %s only when it is needed', (chunk) => {
    const found = ending('.js').filter(({ name }) => name.startsWith(`${chunk}-`));
    expect(found).toHaveLength(1);
    expect(first).not.toContain(found[0]);
  });

  test('loads one script first', () => {
    expect(first.filter(({ name }) => name.endsWith('.js'))).toHaveLength(1);
  });

  test.each([
    ['implementations of losses', 'pairwiseStep'],
    ['places that only functions read', 'uploadParts/'],
    ['requests that only the server checks', 'is no model id'],
  ])('leaves out of the first load: %s', (_, text) => {
    for (const { name } of first)
      expect(readFileSync(inRoot('hosting/dist/assets', name), 'latin1')).not.toContain(text);
  });

  test('verifies in a worker without schemas: the page reads the rows', () => {
    const [worker] = ending('.js').filter(({ name }) => name.startsWith('worker-'));
    expect(readFileSync(inRoot('hosting/dist/assets', worker!.name), 'utf8')).not.toContain('_zod');
  });
});
