/** `node bench/emulator/run.mjs`: bundles and runs bench/emulator.ts alone. */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const outfile = join(root, '.build/bench-emulator/bench.mjs');
await build({
  entryPoints: [join(root, 'bench/emulator.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { benchEmulator } = await import(pathToFileURL(outfile).href);
await benchEmulator();
