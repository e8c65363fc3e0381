import type { Embeddings } from '../model/training/train.js';

/** SHA-256 over the parts, one after the other, as hexadecimal digits: Node answers at once, a browser later. */
export type Sha256<Answer extends string | Promise<string> = string | Promise<string>> = (
  parts: Uint8Array[],
) => Answer;

/** Digits that are kept of a digest: 16 tell 4 billion things apart with ease. */
export const digestDigits = 16;

const utf8 = new TextEncoder();

/** What is digested of a text. */
export function textParts(text: string): Uint8Array[] {
  return [utf8.encode(text)];
}

/** What is digested of a total: the digests of its parts, in the order of their names. */
export function digestsText(digests: Readonly<Record<string, string>>): string {
  const inOrder = Object.entries(digests).sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([part, digest]) => `${part}=${digest}`).join('\n');
}

/** What is digested of a model, bit for bit: float32, little-endian, items before users, embeddings before biases. */
export function embeddingsParts({ itemEmbeddings, itemBiases, userEmbeddings, userBiases }: Embeddings): Uint8Array[] {
  return [itemEmbeddings, itemBiases, userEmbeddings, userBiases].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}
