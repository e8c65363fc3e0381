/**
 * Builds everything that runs: the functions, the emulator and the command line as bundles (packages stay outside), and
 * the page with Vite. The kernels' WebAssembly module is rebuilt if its sources have changed. Types are checked by `npm
 * run types`, not here, so that a first start is quick.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { findFolderProblem } from './folder.mjs';
import { buildKernels } from './kernels.mjs';
import { writeChanged } from './write-changed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const quiet = process.argv.includes('--quiet');

const problem = findFolderProblem(root);
if (problem) {
  console.error(problem);
  process.exit(1);
}

const bundles = [
  { in: 'functions/src/index.ts', out: 'functions/lib/index.js' },
  { in: 'emulator/src/index.ts', out: 'emulator/lib/index.js' },
  { in: 'emulator/src/cli.ts', out: 'emulator/lib/cli.js' },
  { in: 'cli/segue.ts', out: 'cli/lib/segue.js' },
];

const started = Date.now();
// The committed module is up to date unless the kernels' sources have changed.
await buildKernels();
await Promise.all([
  ...bundles
    .filter((bundle) => existsSync(join(root, bundle.in)))
    .map(async (bundle) => {
      const { outputFiles } = await build({
        write: false,
        entryPoints: [join(root, bundle.in)],
        outfile: join(root, bundle.out),
        bundle: true,
        packages: 'external',
        // The core is part of each bundle: it is not a package on npm.
        alias: { '@segue/core': join(root, 'core/src'), '@segue/functions': join(root, 'functions/src') },
        platform: 'node',
        target: 'node20',
        format: 'esm',
        sourcemap: true,
        logLevel: 'warning',
      });
      await Promise.all(outputFiles.map(({ path, contents }) => writeChanged(path, contents)));
    }),
  buildPage(),
]);
if (!quiet) console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s`);

async function buildPage() {
  if (!existsSync(join(root, 'hosting/index.html'))) return;
  // A test or a shell may have set it to something else, and the page would carry the code of development.
  process.env.NODE_ENV = 'production';
  const { build: buildSite } = await import('vite');
  const site = join(root, 'hosting');
  const fresh = await mkdtemp(join(tmpdir(), 'segue-page-'));
  try {
    await buildSite({ root: site, logLevel: 'warn', build: { outDir: fresh } });
    await replaceFiles(join(site, 'dist'), fresh);
  } finally {
    await rm(fresh, { recursive: true });
  }
}

/** Brings a folder to the files of another. New ones come first, so that whoever has the old index.html finds all it names. */
async function replaceFiles(folder, fresh) {
  const files = await filesIn(fresh);
  const last = files.filter((file) => file.endsWith('.html'));
  for (const file of [...files.filter((each) => !last.includes(each)), ...last]) {
    await writeChanged(join(folder, file), await readFile(join(fresh, file)));
  }
  const stale = (await filesIn(folder).catch(() => [])).filter((file) => !files.includes(file));
  await Promise.all(stale.map((file) => rm(join(folder, file), { force: true })));
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}
