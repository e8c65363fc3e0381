import { createHash } from 'node:crypto';
import type { Embeddings } from '@segue/core/model/training/train';
import type { Parts } from '@segue/core/tables/parts';
import { digestDigits, digestsText, embeddingsParts, textParts } from '@segue/core/versions/digested';

/** SHA-256 of the concatenated parts, as hexadecimal digits. */
export function sha256(parts: Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** SHA-256 of a text as hexadecimal digits, cut to `length`. */
export function digest(text: string, length = digestDigits): string {
  return sha256(textParts(text)).slice(0, length);
}

/** The digest of each part. */
export function digestEach(parts: Parts): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([part, text]) => [part, digest(text)]));
}

/** The digest of all parts, made from their digests. */
export function digestOfParts(digests: Readonly<Record<string, string>>): string {
  return digest(digestsText(digests));
}

/** JSON with the keys of every object sorted, so that equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Digest of a model's numbers, bit for bit. */
export function embeddingsDigest(embeddings: Embeddings): string {
  return sha256(embeddingsParts(embeddings)).slice(0, digestDigits);
}
