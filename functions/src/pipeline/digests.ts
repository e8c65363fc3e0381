import { createHash } from 'node:crypto';
import type { Embeddings } from '../model/train.js';

/** SHA-256 of a text as hexadecimal digits, cut to `length`; 16 digits tell 4 billion things apart with ease. */
export function digest(text: string, length = 16): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** JSON with the keys of every object in order, so that equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Digest of a model's numbers, bit for bit: float32, little-endian, items before users, embeddings before biases. */
export function embeddingsDigest({ itemEmbeddings, itemBiases, userEmbeddings, userBiases }: Embeddings): string {
  const hash = createHash('sha256');
  for (const array of [itemEmbeddings, itemBiases, userEmbeddings, userBiases]) {
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}
