import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, two steps up from this file. */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** A path inside the project's folder. */
export function inRoot(...parts: string[]): string {
  return join(root, ...parts);
}
