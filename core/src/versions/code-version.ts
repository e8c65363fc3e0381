/**
 * Version of everything that turns merged interactions into a published model. It is part of a version's digest: raise
 * it with any change after which the same data, configuration and seed give other bytes. `promised-bytes.ts` has the
 * bytes it stands for; a test names what no longer gives them.
 */
export const codeVersion = '2';

/**
 * The formats of derived data that is stored. Each is part of its basis: raise it with any change after which the same
 * rows give another text, so that nothing in the old format is taken for the new one.
 */
export const storedFormats = { profile: 2, interactions: 2 } as const;
