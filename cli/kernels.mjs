/**
 * Compiles the kernels written in AssemblyScript into a TypeScript module that holds the WebAssembly as base64, so that they
 * load anywhere without a network or a file. The module is committed: a fresh clone needs no compiler to start. It names the
 * digest of its sources, and is made again only where they have changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kernels = join(dirname(dirname(fileURLToPath(import.meta.url))), 'functions/src/model/kernels');
const folder = join(kernels, 'assembly');

/** Where the compiled module stands. */
export const target = join(kernels, 'wasm/kernel-module.ts');

const options = [
  ...['--enable', 'simd', '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
  ...['--runtime', 'stub', '--importMemory', '--noExportMemory', '--uncheckedBehavior', 'always'],
];

/** Compiles if the sources are newer than the module. Tells whether it did. */
export async function buildKernels() {
  if (existsSync(target) && readFileSync(target, 'utf8').includes(sourceDigest())) return false;
  writeFileSync(target, await compileKernels());
  return true;
}

/** The text of the module, compiled from the sources. */
export async function compileKernels() {
  const { default: asc } = await import('assemblyscript/asc');
  let wasm;
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'kernels.wasm', ...options], {
    readFile: (name, base) => readIfThere(join(base === '.' ? folder : base, name)),
    writeFile: (name, content) => {
      if (name === 'kernels.wasm') wasm = content;
    },
    listFiles: () => [],
  });
  if (error || wasm === undefined) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  const text = Buffer.from(wasm).toString('base64');
  return [
    '/*',
    ' * Made by `npm run build` from ../assembly: do not edit.',
    ` * Sources: ${sourceDigest()}`,
    ' */',
    '',
    `/** The kernels as a WebAssembly module, ${wasm.length} bytes in base64. */`,
    'export const kernelModule =',
    `  '${text}';`,
    '',
  ].join('\n');
}

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Digest of all sources and options. */
function sourceDigest() {
  const hash = createHash('sha256').update(options.join(' '));
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0${readFileSync(join(folder, name), 'utf8')}\0`);
  return hash.digest('hex').slice(0, 32);
}

/** `node cli/kernels.mjs --check`: is the committed module what the sources give? */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) await buildKernels();
  else if ((await compileKernels()) !== readFileSync(target, 'utf8')) {
    console.error('kernel-module.ts is not what its sources give: run "npm run build" and commit it.');
    process.exitCode = 1;
  }
}
