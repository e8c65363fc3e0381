/**
 * `npm run newest [-- VERSION]`: starts the suite with the newest firebase-tools of the registry, or with another
 * release, and runs the tests of the launcher and of the flow against it. Says which release it tried; it is skipped by
 * name where that is the pinned one, which the gate tests, or where the registry does not answer.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tests = ['test/cli/suite', 'test/cli/start', 'test/flow/upload', 'test/flow/retraining'];
const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies['firebase-tools'];

const asked = process.argv[2];
const version = asked ?? findNewest();
if (version === undefined)
  console.log('\nSKIPPED: the newest firebase-tools, because the npm registry does not answer.');
else if (version === pinned)
  console.log(`\nSKIPPED: the newest firebase-tools is the pinned ${pinned}; the gate tests it.`);
else process.exitCode = tryOut(version);

/** @returns `undefined` if the registry does not answer */
function findNewest() {
  const args = ['view', 'firebase-tools', 'version', '--fetch-retries=0', '--fetch-timeout=20000'];
  const { status, stdout } = spawnSync('npm', args, { encoding: 'utf8', timeout: 60_000 });
  return status === 0 ? stdout.trim() : undefined;
}

/** Installs a release into a temporary folder and runs the tests against it. @returns the exit code */
function tryOut(release) {
  const folder = mkdtempSync(join(tmpdir(), 'segue-newest-'));
  try {
    console.log(`\nInstalling firebase-tools ${release} (pinned: ${pinned}) …`);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const args = ['install', `firebase-tools@${release}`, '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    execFileSync('npm', args, { cwd: folder, stdio: 'inherit' });
    const env = { ...process.env, SEGUE_FIREBASE_TOOLS: join(folder, 'node_modules/firebase-tools') };
    const jest = [join(root, 'node_modules/jest/bin/jest.js'), ...tests, '--runInBand', '--testTimeout=180000'];
    const { status } = spawnSync(process.execPath, jest, { cwd: root, env, stdio: 'inherit' });
    const result = status === 0 ? 'runs the suite' : 'FAILS: see above, and suite/launcher/patches';
    console.log(`\nfirebase-tools ${release} ${result} (pinned: ${pinned}).`);
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
