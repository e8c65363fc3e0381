import { execFile } from 'node:child_process';
import { readFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { inRoot } from '@segue/suite/launcher/root';
import type { Edit, Safeguard } from './safeguards.js';
import type { Failure, Reach } from './search.js';

const run = promisify(execFile);

/**
 * Explores the protocol with one of its safeguards taken out of the code, in a process of its own.
 * @throws where the safeguard's text does not occur exactly once
 */
export async function exploreWithout(
  safeguard: Safeguard,
  reach: Reach & { schedules: number },
): Promise<{ tried: number; failure?: Failure }> {
  const edits = [safeguard, ...(safeguard.also ? [safeguard.also] : [])];
  const contents = await Promise.all(edits.map(async ({ file }) => await readFile(sourceOf(file), 'utf8')));
  const sources = new Map(edits.map(({ file }, at) => [sourceOf(file), contents[at]!]));
  for (const edit of edits) sources.set(sourceOf(edit.file), takenOut(sources.get(sourceOf(edit.file))!, edit));
  const outfile = inRoot('.build/chaos', `${safeguard.name.replaceAll(' ', '-')}.mjs`);
  await mkdir(join(outfile, '..'), { recursive: true });
  await build({
    entryPoints: [inRoot('test/chaos/explore.ts')],
    ...{ outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm', logLevel: 'silent' },
    plugins: [
      {
        name: 'without-a-safeguard',
        setup: (bundle) =>
          bundle.onLoad({ filter: /functions\/src\/pipeline\// }, ({ path }) =>
            sources.has(path) ? { contents: sources.get(path)!, loader: 'ts' } : null,
          ),
      },
    ],
  });
  const { stdout } = await run(process.execPath, [
    outfile,
    JSON.stringify({ ...reach, begin: safeguard.begin ?? 'an edit' }),
  ]);
  return JSON.parse(stdout) as { tried: number; failure?: Failure };
}

function sourceOf(file: string): string {
  return inRoot('functions/src/pipeline', file);
}

function takenOut(source: string, { file, text, without }: Edit): string {
  if (source.split(text).length !== 2) {
    throw new Error(`${file} has not exactly one "${text}": say how the safeguard is taken out now.`);
  }
  return source.replace(text, () => without);
}
