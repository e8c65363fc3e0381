import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRoot } from '@segue/suite/launcher/root';

const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

/** `npm run newest`; its tests themselves run only if there is another release. */
describe('trying the newest firebase-tools', () => {
  function tryOut(...args: string[]) {
    // Nothing listens at this port.
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9' };
    return spawnSync(process.execPath, [inRoot('test/newest.mjs'), ...args], { env, encoding: 'utf8' });
  }

  it('is skipped by name where the registry does not answer', () => {
    const { status, stdout } = tryOut();
    expect([status, stdout.trim()]).toEqual([
      0,
      'SKIPPED: the newest firebase-tools, because the npm registry does not answer.',
    ]);
  });

  it('is skipped by name where the gate has tried that release', () => {
    const pinned = devDependencies['firebase-tools']!;
    const { status, stdout } = tryOut(pinned);
    expect([status, stdout]).toEqual([0, expect.stringContaining(`the pinned ${pinned}; the gate tests it`)]);
  });
});
