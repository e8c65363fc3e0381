/**
 * Generates two TypeScript modules from the kernels written in AssemblyScript. One holds the WebAssembly as base64, so
 * that the kernels load anywhere without a network or a file; the other holds the offset of each field of the
 * structures in assembly/memory.ts, as reported by the compiler. Both are committed, so that a fresh clone needs no
 * compiler to start. They contain a digest of their sources, and are regenerated only if those have changed.
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

const wasmFolder = join(root, 'core/src/model/kernels/wasm');

/** The generated modules: the path of each, and the function that makes its text. */
export const targets = [
  { file: join(wasmFolder, 'kernel-module.ts'), make: makeKernelModule },
  { file: join(wasmFolder, 'structures.ts'), make: makeStructures },
];

/** Regenerates modules whose sources have changed. */
export async function buildKernels() {
  const digest = sourceDigest();
  for (const { file, make } of targets) {
    if (existsSync(file) && readFileSync(file, 'utf8').includes(digest)) continue;
    writeFileSync(file, await make());
  }
}

function heading(what) {
  return `/*\n * ${what}, made by \`npm run build\`: do not edit.\n * Sources: ${sourceDigest()}\n */\n`;
}

async function makeKernelModule() {
  const wasm = await compile('index.ts', source);
  const text = Buffer.from(wasm).toString('base64');
  return `${heading('The kernels in AssemblyScript')}
/** The kernels as a WebAssembly module, ${wasm.length} bytes in base64. */
export const kernelModule =
  '${text}';
`;
}

/**
 * Finds the offsets of the structures' fields by compiling a module that exports each of them.
 *
 * @param memory the text of assembly/memory.ts; tests pass another
 */
export async function makeStructures(memory = source('memory.ts')) {
  const classes = [...memory.matchAll(/^export class (\w+) \{\n(.*?)^\}/gms)].map(([, name, body]) => ({
    name,
    fields: [...body.matchAll(/^ {2}(\w+): (\w+);$/gm)].map(([, field, type]) => ({ field, type })),
  }));
  const instances = [...memory.matchAll(/^export const (\w+) = changetype</gm)].map(([, name]) => name);
  const found = await probe(memory, classes, instances);
  const structures = classes.map(({ name, fields }) => {
    const lines = fields.map(({ field, type }) => `  ${field}: { at: ${found[`${name}_${field}`]}, type: '${type}' },`);
    return `/** The fields of \`${name}\`. */\nexport const ${lowered(name)}Fields = {\n${lines.join('\n')}\n} as const;\n`;
  });
  const addresses = instances.map((name) => `  ${name}: ${found[`${name}_address`]},\n`).join('');
  return `${heading('The structures of assembly/memory.ts')}
${structures.join('\n')}
/** Where each structure begins. */
export const addresses = {
${addresses}} as const;

/** The first byte behind the structures. */
export const structuresEnd = ${found.end};
`;
}

/** The offset of each field, the address of each instance and the end of all, as the compiler lays them out. */
async function probe(memory, classes, instances) {
  const offsets = classes.flatMap(({ name, fields }) =>
    fields.map(({ field }) => `export const ${name}_${field}: usize = offsetof<${name}>("${field}");`),
  );
  const places = instances.map((name) => `export const ${name}_address: usize = changetype<usize>(${name});`);
  const names = [...classes.map(({ name }) => name), ...instances, 'structuresEnd'];
  const lines = [`import { ${names.join(', ')} } from './memory';`, ...offsets, ...places];
  const texts = { 'probe.ts': [...lines, 'export const end: usize = structuresEnd;'].join('\n'), 'memory.ts': memory };
  const wasm = await compile('probe.ts', (name) => texts[name] ?? null);
  const { Instance, Memory, Module } = globalThis.WebAssembly;
  const pages = new Memory({ initial: 1 });
  const { exports } = new Instance(new Module(wasm), { env: { memory: pages } });
  return Object.fromEntries(Object.entries(exports).map(([name, { value }]) => [name, value]));
}

function lowered(name) {
  return name[0].toLowerCase() + name.slice(1);
}

function source(name) {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Compiles `entry` to WebAssembly; `read` returns a file by name. */
async function compile(entry, read) {
  const { default: asc } = await import('assemblyscript/asc');
  let wasm;
  const { error, stderr } = await asc.main([entry, '--outFile', 'kernels.wasm', ...options], {
    readFile: (name) => read(name),
    writeFile: (name, content) => {
      if (name === 'kernels.wasm') wasm = content;
    },
    listFiles: () => [],
  });
  if (error || wasm === undefined) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  return wasm;
}

/** Digest of all sources and options. */
function sourceDigest() {
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0${readFileSync(join(folder, name), 'utf8')}\0`);
  return hash.digest('hex').slice(0, 32);
}

/** `node tools/kernels.mjs --check`: checks that the committed modules match their sources. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) await buildKernels();
  else {
    for (const target of targets) {
      if ((await target.make()) === readFileSync(target.file, 'utf8')) continue;
      console.error(`${target.file} is not what its sources give: run "npm run build" and commit it.`);
      process.exitCode = 1;
    }
  }
}
