/**
 * Version of everything that turns merged interactions into a published model. It is part of a version's digest: raise
 * it with any change after which the same data, configuration and seed give other bytes.
 */
export const codeVersion = '2';
