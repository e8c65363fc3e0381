import { randomBytes } from 'node:crypto';

/** Ten random letters and digits: 50 bits, unique for practical purposes. */
export function newKey(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  return [...randomBytes(10)].map((byte) => alphabet[byte % 32]).join('');
}
