export type { StoredRoot } from './places.js';

/**
 * Every place in the Realtime Database, named once, with the schema of its value. Functions, page and command line
 * access nothing else. Keys are safe by construction (see `dataset-keys.ts`). A place of `anything` is either read by
 * special code (rows by `row-layout.ts`), or only its keys are read.
 *
 * A namespace, so that the page's bundle contains only the places it reads and their schemas.
 */
export * as paths from './places.js';
