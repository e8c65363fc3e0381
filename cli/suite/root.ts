import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. This file and the bundles in cli/lib/ are equally deep, so the same step up serves both. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A path inside the project's folder. */
export function inRoot(...parts: string[]): string {
  return join(root, ...parts);
}
