/**
 * Runs one of this repository's TypeScript programs: `node cli/run.mjs NAME …` bundles cli/NAME.ts and runs it, and
 * `node cli/run.mjs bench …` bench/bench.ts.
 * It is plain JavaScript and imports no package at its top, so that an old Node or a missing `npm ci` ends in a sentence
 * and not in a stack trace. Node 20 cannot run TypeScript by itself, and a bundle starts faster than a loader.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const [name, ...rest] = process.argv.slice(2);
const problem = findProblem(name);
if (problem) {
  console.error(problem);
  process.exit(1);
}
const program = await bundle(name);
process.setSourceMapsEnabled(true);
process.argv.splice(1, process.argv.length - 1, program, ...rest);
await import(pathToFileURL(program).href);

/** What stops the program from running at all, as one sentence that says what to do; nothing if all is well. */
function findProblem(wanted) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const known = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!known) {
    return `Node ${process.versions.node} cannot run Segue: install Node 20.19, 22.12 or newer, then try again.`;
  }
  const needed = ['esbuild', 'firebase-tools', 'firebase-admin', 'ws'];
  if (!needed.every((dependency) => existsSync(join(root, 'node_modules', dependency, 'package.json')))) {
    return 'The dependencies are not installed: run "npm ci" in the project folder, then try again.';
  }
  if (!wanted || !existsSync(sourceOf(wanted))) {
    return `There is no program cli/${wanted ?? 'NAME'}.ts: call "node cli/run.mjs NAME …" with the name of one.`;
  }
  return undefined;
}

function sourceOf(wanted) {
  return join(root, wanted === 'bench' ? 'bench' : 'cli', `${wanted}.ts`);
}

/** Bundles into cli/lib/; the file is swapped in whole, since several suites may start at the same moment. */
async function bundle(wanted) {
  const { build } = await import('esbuild');
  const target = join(root, 'cli/lib', `${wanted.replaceAll('/', '-')}.js`);
  const result = await build({
    entryPoints: [sourceOf(wanted)],
    outfile: target,
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const text = result.outputFiles[0].text;
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return target;
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.js`;
  writeFileSync(draft, text);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return target;
}
