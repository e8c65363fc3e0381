import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { promisedBytes, type Promises } from '@segue/core/versions/promised-bytes';
import { inRoot } from '@segue/suite/launcher/root';
import { brokenPromises, missingPromises } from '@segue/tools/promises/broken-promises';
import { computePromises } from '@segue/tools/promises/compute';
import { promisesSource } from '@segue/tools/promises/source-text';

describe('the promised bytes', () => {
  let found: Promises;

  beforeAll(async () => {
    found = await computePromises();
  });

  it('are what this code gives', () => {
    expect(brokenPromises(promisedBytes, found)).toEqual([]);
    expect(missingPromises(promisedBytes, found)).toEqual([]);
  });

  it('are the file that npm run promises writes', () => {
    const written = readFileSync(inRoot('core/src/versions/promised-bytes.ts'), 'utf8');
    expect(promisesSource(found)).toBe(written);
  });

  it('are the same for the exact kernel as for the reference', () => {
    const { digests } = promisedBytes.codeVersion;
    const exact = Object.entries(digests).filter(([name]) => name.startsWith('exact '));
    expect(exact.length).toBeGreaterThan(0);
    for (const [name, digest] of exact) {
      expect([name, digests[name.replace('exact', 'reference')]]).toEqual([name, digest]);
    }
  });

  it('differ between any two configurations of a kernel', () => {
    const { digests } = promisedBytes.codeVersion;
    for (const kernel of ['fast ', 'exact ', 'reference ']) {
      const ofKernel = Object.entries(digests).filter(([name]) => name.startsWith(kernel));
      expect(new Set(ofKernel.map(([, digest]) => digest)).size).toBe(ofKernel.length);
    }
  });
});

describe('a promise', () => {
  const promises = (number: number, digests: Record<string, string>): Promises => ({
    codeVersion: { number, digests },
    'storedFormats.interactions': { number: 2, digests: { 'plain interactions': 'c' } },
    'storedFormats.profile': { number: 2, digests: { 'the profile of a block': 'd' } },
  });
  const promised = promises(2, { 'fast warp': 'a', 'fast bpr': 'b' });

  it('is broken by other bytes, which are named with what to do', () => {
    expect(brokenPromises(promised, promises(2, { 'fast warp': 'x', 'fast bpr': 'b' }))).toEqual([
      'fast warp gives other bytes than codeVersion 2 promises. ' +
        'Raise codeVersion to 3 and write the new digests (npm run promises), or restore the bytes.',
    ]);
  });

  it('is broken by other texts under the same format number', () => {
    const found = { ...promised, 'storedFormats.profile': { number: 2, digests: { 'the profile of a block': 'x' } } };
    expect(brokenPromises(promised, found)).toEqual([
      'the profile of a block gives other bytes than storedFormats.profile 2 promises. ' +
        'Raise storedFormats.profile to 3 and write the new digests (npm run promises), or restore the bytes.',
    ]);
  });

  it('is broken by a case that is no longer computed', () => {
    expect(brokenPromises(promised, promises(2, { 'fast warp': 'a' }))).toEqual([
      'fast bpr is no longer computed, which codeVersion 2 promises. ' +
        'Raise codeVersion to 3 and write the new digests (npm run promises), or restore the bytes.',
    ]);
  });

  it('is to be written anew once its number is raised', () => {
    const raised = promises(3, { 'fast warp': 'x' });
    expect(brokenPromises(promised, raised)).toEqual([]);
    expect(missingPromises(promised, raised)).toEqual([
      'promised-bytes.ts has digests of codeVersion 2, not 3. Run: npm run promises.',
    ]);
  });

  it('is missing for a new case, and breaks nothing', () => {
    const more = promises(2, { 'fast warp': 'a', 'fast bpr': 'b', 'fast new': 'e' });
    expect(brokenPromises(promised, more)).toEqual([]);
    expect(missingPromises(promised, more)).toEqual(['fast new has no promised digest. Run: npm run promises.']);
  });
});
