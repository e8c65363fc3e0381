import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { inRoot } from '@segue/suite/launcher/root';
import { markedSources } from './marked-sources.js';
import { withoutSafeguard } from './markers.js';
import { safeguards, type Safeguard, type SafeguardName } from './safeguards.js';
import type { Failure } from './failure.js';
import type { Exploration } from './search.js';

const run = promisify(execFile);

/** Read once, and not for each safeguard. */
let sources: ReturnType<typeof markedSources> | undefined;

/**
 * Explores the protocol with one of its safeguards removed from the code, in a separate process.
 * @throws if the code does not mark the safeguard, or no rule can remove what is marked
 */
export async function exploreWithout(
  name: SafeguardName,
  reach: Omit<Exploration, 'seed' | 'begin' | 'near'>,
): Promise<{ tried: number; failure?: Failure }> {
  const { begin, near, seed = 1 }: Safeguard = safeguards[name];
  const program = await buildWithout(name, 'chaos');
  const { stdout } = await run(process.execPath, [program, JSON.stringify({ ...reach, seed, begin, near })]);
  return JSON.parse(stdout) as { tried: number; failure?: Failure };
}

/**
 * Bundles the `explore.ts` of a harness with the changed sources; resolves to the bundle's file.
 * @throws if the code does not mark the safeguard, or no rule can remove what is marked
 */
export async function buildWithout(name: string, harness: 'chaos' | 'privacy'): Promise<string> {
  const marked = (await (sources ??= markedSources())).filter(({ names }) => names.includes(name));
  if (marked.length === 0) throw new Error(`No code is marked "// safeguard: ${name}".`);
  const changed = new Map(marked.map(({ file, text }) => [file, withoutSafeguard(text, name, file)]));
  const outfile = inRoot('.build', harness, `${name}.mjs`);
  await mkdir(dirname(outfile), { recursive: true });
  const loaded = new Set<string>();
  await build({
    entryPoints: [inRoot('test', harness, 'explore.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    alias: {
      '@segue/core': inRoot('core/src'),
      '@segue/functions': inRoot('functions/src'),
      '@segue/emulator': inRoot('emulator/src'),
    },
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [
      {
        name: 'without-a-safeguard',
        setup: (bundle) =>
          bundle.onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = changed.get(path);
            if (contents === undefined) return null;
            loaded.add(path);
            return { contents, loader: 'ts' };
          }),
      },
    ],
  });
  const left = [...changed.keys()].filter((file) => !loaded.has(file));
  if (left.length > 0) throw new Error(`${left.join(', ')} marks "${name}", and is no part of what ${harness} runs.`);
  return outfile;
}
