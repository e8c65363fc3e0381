/**
 * Version of everything that turns merged interactions into a published model. It is part of a version's digest: raise
 * it with any change that makes the same data, configuration and seed give different bytes. `promised-bytes.ts` has the
 * digests it stands for; a test names any that no longer match.
 */
export const codeVersion = '3';

/**
 * The formats of stored derived data. Each is part of its basis: raise it with any change that makes the same rows give
 * a different text, so that the old format is never mistaken for the new one.
 */
export const storedFormats = { profile: 2, interactions: 4 } as const;
