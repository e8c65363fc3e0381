import type { Context } from '../ports.js';

/**
 * Makes a key from a name: readable, safe in the database and in a URL, and never reused, even after a delete, because
 * it ends in a random part. Any name works: `AC/DC`, `will.i.am` and `Ke$ha` all get one.
 */
export function keyFor(context: Context, name: string): string {
  const readable = name
    .normalize('NFKD')
    .replace(/\.(csv|json)$/i, '')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${readable || 'data'}-${context.newKey()}`;
}
