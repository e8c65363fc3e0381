import { digest, doubleHex } from './hash.js';
import { type LeafAt, commonLength } from './leaves.js';
import { type Primitive, PrioritisedLeaf } from './node.js';

/**
 * The hash by which the mobile SDKs compare a range of a tree: base64 of SHA-1 over the range's leaves as nested text,
 * such as `("a":("b":(string:"x"),"c":(boolean:true)))`; empty for no leaves. Leaves are in path order.
 * https://github.com/firebase/firebase-android-sdk/blob/main/firebase-database/src/main/java/com/google/firebase/database/snapshot/CompoundHash.java
 */
export function hashOfLeaves(leaves: readonly LeafAt[]): string {
  return leaves.length === 0 ? '' : digest(leavesText(leaves));
}

function leavesText(leaves: readonly LeafAt[]): string {
  let text = '(';
  let open: LeafAt['path'] = [];
  for (const [i, { path, value }] of leaves.entries()) {
    const shared = commonLength(open, path);
    text += ')'.repeat(open.length - shared) + (i === 0 ? '' : ',');
    text += path
      .slice(shared)
      .map((key) => `${quoted(key)}:(`)
      .join('');
    text += rangeLeafText(value);
    open = path;
  }
  return text + ')'.repeat(open.length + 1);
}

function rangeLeafText(leaf: LeafAt['value']): string {
  if (!(leaf instanceof PrioritisedLeaf)) return primitiveText(leaf);
  return `priority:${primitiveText(leaf.priority)}:${primitiveText(leaf.value)}`;
}

function primitiveText(value: Primitive): string {
  if (typeof value === 'string') return `string:${quoted(value)}`;
  return typeof value === 'number' ? `number:${doubleHex(value)}` : `boolean:${value}`;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
