const { imul } = Math;

const PRIME = 0x01000193;
const OFFSET = 0x811c9dc5 | 0;
/** Separates two names; larger than any UTF-16 code unit, so no two pairs of names look the same. */
const SEPARATOR = 0x10000;
/** About 2^32 divided by the golden ratio, and prime: consecutive multiples of it lie far apart. */
const STRIDE = 0x9e3779b1 | 0;

/** The state before any text has been added. */
export const emptyHash = OFFSET;

/** Adds a text to the state of a hash: FNV-1a over UTF-16 code units, each taken whole, and a separator. */
export function addText(state: number, text: string): number {
  let mixed = state;
  for (let i = 0; i < text.length; i++) mixed = imul(mixed ^ text.charCodeAt(i), PRIME);
  return imul(mixed ^ SEPARATOR, PRIME);
}

/** Murmur3's finaliser: spreads every bit over all 32, which FNV alone does not do. In [0, 2^32). */
export function finishHash(state: number): number {
  let mixed = state;
  mixed = imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The hash of one text, in [0, 2^32). */
export function hashText(text: string): number {
  return finishHash(addText(emptyHash, text));
}

/**
 * The `at`-th of a sequence of numbers in [0, 2^32) that a hash stands for: random numbers without a stream, so that a new
 * name moves no other's numbers, and the order of names does not matter.
 */
export function drawFrom(hash: number, at: number): number {
  return finishHash((hash + imul(at, STRIDE)) | 0);
}

/** A hash as a number uniform in [−0.5, 0.5). */
export function centred(hash: number): number {
  return hash / 4294967296 - 0.5;
}
