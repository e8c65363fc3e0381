import { limits } from './limits.js';

/** Slices of a text as the tree stores them. */
export type Slices = string[];

/** Cuts a text into slices that fit into database strings; an empty text is one empty slice. */
export function toSlices(text: string): Slices {
  const slices: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + limits.sliceCharacters);
    // Keep surrogate pairs together: half a pair is not valid text for the database.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--;
    slices.push(text.slice(at, end));
    at = end;
  }
  return slices.length === 0 ? [''] : slices;
}

/** Joins what `toSlices` cut. */
export function fromSlices(slices: Slices): string {
  return slices.join('');
}

/**
 * A list of names that is stored as JSON.
 * @throws Error if it is none
 */
export function parseNames(stored: Slices, what: 'users' | 'items' | 'titles' | 'tags' | 'left-out items'): string[] {
  const names: unknown = JSON.parse(fromSlices(stored));
  if (isNames(names)) return names;
  throw new Error(`The ${what} of the stored version are not a list of names. Train the model again.`);
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

/** Base64 of an array's bytes; runs in Node and in browsers (both are little-endian in practice). */
export function toBase64(array: Float32Array | Int32Array | Uint8Array): string {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  let text = '';
  // `fromCharCode` takes its characters as arguments, at most some ten thousand; `apply` passes them eight times as
  // fast as spreading does. Three bytes make four letters, so pieces whose length is a multiple of three can be joined.
  for (let at = 0; at < bytes.length; at += 8190) {
    const piece = bytes.subarray(at, at + 8190) as unknown as number[];
    text += btoa(String.fromCharCode.apply(null, piece));
  }
  return text;
}

/** The bytes of a base64 text, in a new buffer. */
export function fromBase64(text: string): ArrayBuffer {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}
