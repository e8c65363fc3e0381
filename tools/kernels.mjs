/**
 * Compiles the kernels written in AssemblyScript into a TypeScript module that holds the WebAssembly as base64, so that they
 * load anywhere without a network or a file. The module is committed: a fresh clone needs no compiler to start. It names the
 * digest of its sources, and is made again only where they have changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'core/src/model/kernels/assembly');

const options = [
  ...['--enable', 'simd', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--uncheckedBehavior', 'always'],
];

/** The compiled modules: where each stands, what it is called, and what the compiler is told. */
export const targets = [
  {
    file: join(root, 'core/src/model/kernels/wasm/kernel-module.ts'),
    modules: [{ name: 'kernelModule', what: 'The kernels', options: ['--use', 'BASE=0'] }],
  },
];

/** Compiles what is older than its sources. */
export async function buildKernels() {
  const digest = sourceDigest();
  for (const target of targets) {
    if (existsSync(target.file) && readFileSync(target.file, 'utf8').includes(digest)) continue;
    writeFileSync(target.file, await compileTarget(target));
  }
}

/** The text of a file of modules, compiled from the sources. */
export async function compileTarget({ modules }) {
  const lines = ['/*', ' * Made by `npm run build` from the kernels in AssemblyScript: do not edit.'];
  lines.push(` * Sources: ${sourceDigest()}`, ' */', '');
  for (const { name, what, options: more } of modules) {
    const wasm = await compile(more);
    lines.push(`/** ${what} as a WebAssembly module, ${wasm.length} bytes in base64. */`, `export const ${name} =`);
    lines.push(`  '${Buffer.from(wasm).toString('base64')}';`, '');
  }
  return lines.join('\n');
}

async function compile(more) {
  const { default: asc } = await import('assemblyscript/asc');
  let wasm;
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'kernels.wasm', ...options, ...more], {
    readFile: (name, base) => readIfThere(join(base === '.' ? folder : base, name)),
    writeFile: (name, content) => {
      if (name === 'kernels.wasm') wasm = content;
    },
    listFiles: () => [],
  });
  if (error || wasm === undefined) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  return wasm;
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Digest of all sources and options. */
function sourceDigest() {
  const hash = createHash('sha256').update(JSON.stringify([options, targets.map(({ modules }) => modules)]));
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0${readFileSync(join(folder, name), 'utf8')}\0`);
  return hash.digest('hex').slice(0, 32);
}

/** `node tools/kernels.mjs --check`: are the committed modules what the sources give? */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) await buildKernels();
  else {
    for (const target of targets) {
      if ((await compileTarget(target)) === readFileSync(target.file, 'utf8')) continue;
      console.error(`${target.file} is not what its sources give: run "npm run build" and commit it.`);
      process.exitCode = 1;
    }
  }
}
