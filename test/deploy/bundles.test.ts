import { expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { inRoot } from '@segue/suite/launcher/root';
import * as z from 'zod';

const Package = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

const bundles = ['functions', 'emulator', 'cli'].flatMap((folder) =>
  readdirSync(inRoot(folder, 'lib'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => [folder, `${folder}/lib/${name}`] as const),
);

it.each(bundles)('%s/package.json lists every package that %s imports', async (folder, bundle) => {
  const { dependencies } = Package.parse(JSON.parse(readFileSync(inRoot(folder, 'package.json'), 'utf8')));
  const imported = await importedPackages(bundle);
  expect(imported.filter((name) => !(name in dependencies))).toEqual([]);
});

/** The packages that a built file imports, without Node's own modules. */
async function importedPackages(bundle: string): Promise<string[]> {
  const options = { bundle: true, packages: 'external', platform: 'node', format: 'esm' } as const;
  const entryPoints = [inRoot(bundle)];
  const { metafile } = await build({ ...options, entryPoints, write: false, metafile: true, logLevel: 'silent' });
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const packages = outside.filter((path) => !path.startsWith('node:') && !builtinModules.includes(path));
  return [...new Set(packages.map((path) => path.split('/', path.startsWith('@') ? 2 : 1).join('/')))].sort();
}
