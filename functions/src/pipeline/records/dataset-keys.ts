import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { Context } from '../ports.js';

/**
 * Makes a key for a data set: safe in the database and in a URL, and never reused, even after a delete, because it ends in a
 * random part. That of a public one is made from its name: `AC/DC`, `will.i.am` and `Ke$ha` all get one. That of a private one
 * says nothing of it, because addresses get around, and it may have another name once it is public.
 */
export function keyFor(context: Context, name: string, visibility: DatasetRecord['visibility']): string {
  // safeguard: addresses-tell-no-names
  if (visibility === 'private') return `data-${context.newKey()}`;
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
