/**
 * Which ratings are likes: those at or above a number, or as the scale of the ratings suggests (`auto`). A model without a
 * threshold takes each row as a like.
 */
export type Threshold = 'auto' | number;

/** What a request says for "each row is a like". */
export const noThreshold = 'none';
