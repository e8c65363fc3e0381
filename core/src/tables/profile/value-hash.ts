import { type Cell, cellText } from '../cells.js';

const { imul } = Math;

/** Hashes are below 2^42: five thousand distinct values then collide once in 350,000 columns. */
export const hashBits = 42;

/**
 * The hash of a cell, a whole number below 2^42, the same on every machine. Its lowest bit says whether the cell is a
 * text (1) or a number (0); the other bits are well mixed, so the values with the smallest hashes are a fair sample.
 */
export function hashCell(cell: Cell): number {
  const text = cellText(cell);
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = imul(a ^ code, 0x01000193);
    b = imul(b ^ code, 0xcc9e2d51);
    b = (b << 13) | (b >>> 19);
  }
  const high = mix(a ^ b) >>> 12;
  const low = mix(imul(b, 0x27d4eb2f) ^ (a + text.length)) >>> 11;
  return high * 2 ** 22 + low * 2 + (typeof cell === 'string' ? 1 : 0);
}

/** Whether a hash is that of a text. */
export function isTextHash(hash: number): boolean {
  return hash % 2 === 1;
}

function mix(value: number): number {
  let h = value;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
