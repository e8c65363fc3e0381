/**
 * `node --import ./tools/typescript.mjs FILE.ts` runs one of this repository's TypeScript programs with tsx. Plain
 * JavaScript without package imports at the top, so that an old Node or a missing `npm ci` gives a sentence, not a
 * stack trace.
 */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFolderProblem } from './folder.mjs';

const problem = findProblem();
if (problem) {
  console.error(problem);
  process.exit(1);
}
const { register } = await import('tsx/esm/api');
register();

/** What prevents the program from running, and what to do about it; `undefined` if nothing does. */
function findProblem() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const known = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  if (!known) {
    return `Node ${process.versions.node} cannot run Segue: install Node 20.19, 22.13, 24 or newer, then try again.`;
  }
  const folderProblem = findFolderProblem(dirname(dirname(fileURLToPath(import.meta.url))));
  if (folderProblem !== undefined) return folderProblem;
  const needed = ['tsx', 'esbuild', 'firebase-tools', 'firebase-admin', 'ws'];
  const isThere = (name) => existsSync(fileURLToPath(new URL(`../node_modules/${name}/package.json`, import.meta.url)));
  if (needed.every(isThere)) return undefined;
  return 'The dependencies are not installed: run "npm ci" in the project folder, then try again.';
}
