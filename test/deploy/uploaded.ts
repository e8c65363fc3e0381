import { cpSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { loadInternal } from '@segue/suite/launcher/internals';
import { inRoot } from '@segue/suite/launcher/root';
import * as z from 'zod';

const Config = z.object({ functions: z.tuple([z.object({ source: z.string(), ignore: z.array(z.string()) })]) });

interface FsAsync {
  readdirRecursive: (options: { path: string; ignoreStrings: string[] }) => Promise<{ name: string }[]>;
}

/** The files that `firebase deploy` uploads, relative to `functions/` and sorted; firebase-tools itself lists them. */
export async function listUploadedFiles(): Promise<string[]> {
  const [{ source, ignore }] = Config.parse(JSON.parse(await readFile(inRoot('firebase.json'), 'utf8'))).functions;
  const { readdirRecursive } = loadInternal<FsAsync>('./lib/fsAsync', ['readdirRecursive']);
  const files = await readdirRecursive({ path: inRoot(source), ignoreStrings: ignore });
  return files.map(({ name }) => relative(inRoot(source), name).replaceAll('\\', '/')).sort();
}

/** Copies what `firebase deploy` uploads into a folder. */
export async function copyUploadedFiles(folder: string): Promise<void> {
  for (const file of await listUploadedFiles()) cpSync(inRoot('functions', file), join(folder, file));
}
