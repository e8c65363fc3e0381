import { describe, expect, test } from '@jest/globals';
import { codeVersion } from '@segue/core/versions/code-version';
import { verdictOf } from '@segue/hosting/verify/verdict';

const named = { data: 'd', embeddings: 'e', codeVersion };
const found = (data: string, embeddings: string, stored = 'e') => ({ stored, recomputed: { data, embeddings } });

describe('verdictOf', () => {
  test('finds a version the same where everything is', () => {
    expect(verdictOf({ named, ...found('d', 'e') })).toMatchObject({ same: true });
  });

  test.each([
    ['other sums', found('x', 'y'), /rows no longer add up/],
    ['other embeddings', found('d', 'y'), /gives different embeddings\.$/],
    ['other numbers in the database', found('d', 'e', 'y'), /different embeddings are stored/],
  ])('names %s', (_what, finding, words) => {
    const verdict = verdictOf({ named, ...finding });
    expect([verdict.same, verdict.words]).toEqual([false, expect.stringMatching(words)]);
  });

  test('names another code version as the reason for different embeddings', () => {
    const { words } = verdictOf({ named: { ...named, codeVersion: '1' }, ...found('d', 'y') });
    expect(words).toMatch(new RegExp(`trained by code version 1, the page has ${codeVersion}\\.$`));
  });
});
