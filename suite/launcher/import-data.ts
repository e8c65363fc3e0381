import { existsSync } from 'node:fs';
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@segue/cli/failure';

const metadata = 'firebase-export-metadata.json';
const databases = 'database_export';

/**
 * An export's file is named after its database, so an export of another project would be imported under a name that is
 * never read. Returns a folder to import from, in which the only database has the project's name.
 *
 * @param source folder of an export; other files in it are ignored
 * @param temporary folder for the copy, if one is needed
 */
export async function prepareImport(source: string, project: string, temporary: string): Promise<string> {
  if (!existsSync(join(source, metadata))) {
    throw new Failure(`There is no export in ${source} (no ${metadata}): name a folder that "npm start" has saved.`);
  }
  const files = existsSync(join(source, databases)) ? await readdir(join(source, databases)) : [];
  const [only] = files.filter((file) => file.endsWith('.json'));
  if (only === undefined || files.includes(`${project}.json`)) return source;
  const copy = join(temporary, 'import');
  await mkdir(join(copy, databases), { recursive: true });
  await cp(join(source, metadata), join(copy, metadata));
  await cp(join(source, databases, only), join(copy, databases, `${project}.json`));
  if (existsSync(join(source, 'auth_export'))) {
    await cp(join(source, 'auth_export'), join(copy, 'auth_export'), { recursive: true });
  }
  return copy;
}
