import type { Embeddings } from '../model/training/train.js';

/** SHA-256 of the concatenated parts, as hexadecimal digits; synchronous in Node, a promise in browsers. */
export type Sha256<Answer extends string | Promise<string> = string | Promise<string>> = (
  parts: Uint8Array[],
) => Answer;

/** How many digits of a digest are kept; 16 make a collision unlikely up to about 4 billion digests. */
export const digestDigits = 16;

const utf8 = new TextEncoder();

/** The bytes to digest for a text. */
export function textParts(text: string): Uint8Array[] {
  return [utf8.encode(text)];
}

/** The text to digest for a total: the digests of its parts, in the order of their names. */
export function digestsText(digests: Readonly<Record<string, string>>): string {
  const inOrder = Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([part, digest]) => `${part}=${digest}`).join('\n');
}

/** The bytes to digest for a model: float32, little-endian, items before users, embeddings before biases. */
export function embeddingsParts({ itemEmbeddings, itemBiases, userEmbeddings, userBiases }: Embeddings): Uint8Array[] {
  return [itemEmbeddings, itemBiases, userEmbeddings, userBiases].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}
