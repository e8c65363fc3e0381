import type { Context } from '../ports.js';

/**
 * A key for a name: readable, safe in the database and in an address, and never given out twice (also not after a
 * delete), because a random part follows. Names stay free: `AC/DC`, `will.i.am` and `Ke$ha` all have one.
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
