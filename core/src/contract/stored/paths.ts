export type { CellPlace, StoredRoot } from './places.js';

/**
 * Every place of the Realtime Database, named once, with what may stand there. Functions, page and command line read and
 * write nothing else. Keys are safe by construction (see `dataset-keys.ts`). What is `anything` is read by code of its
 * own: rows by `row-layout.ts`, or only its keys are asked for.
 *
 * A namespace, so that the page's bundle has only the places it reads, and their schemas.
 */
export * as paths from './places.js';
