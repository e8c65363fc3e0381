import { createHash } from 'node:crypto';
import { hashedBytes } from './hashed-bytes.js';
import { compareKeys } from './key-order.js';
import { Branch, type Node, PrioritisedLeaf, type Priority, type Value, eachChild, priorityOf } from './node.js';

/**
 * The hash by which both ends of the websocket protocol compare nodes, and the REST API's ETag: base64 of SHA-1 over a
 * canonical text; empty for an absent node. Branches cache theirs, so that after a write only the path to it is hashed.
 */
export function hashOf(node: Node): string {
  if (node === null) return '';
  if (!(node instanceof Branch)) return digest(leafText(node));
  node.hash ??= digest(branchText(node));
  return node.hash;
}

function leafText(node: Exclude<Value, Branch>): string {
  const value = node instanceof PrioritisedLeaf ? node.value : node;
  const text = typeof value === 'number' ? doubleHex(value) : String(value);
  return `${priorityText(priorityOf(node))}${typeof value}:${text}`;
}

function branchText(branch: Branch): string {
  const parts: { key: string; priority: Priority | null; hash: string }[] = [];
  eachChild(branch, (key, child) => {
    parts.push({ key, priority: priorityOf(child), hash: hashOf(child) });
  });
  if (parts.some((part) => part.priority !== null)) {
    parts.sort((a, b) => comparePriorities(a.priority, b.priority) || compareKeys(a.key, b.key));
  }
  return priorityText(branch.priority) + parts.map((part) => `:${part.key}:${part.hash}`).join('');
}

function priorityText(priority: Priority | null): string {
  if (priority === null) return '';
  return typeof priority === 'number' ? `priority:number:${doubleHex(priority)}:` : `priority:string:${priority}:`;
}

/** Absent priorities come before numbers, numbers before strings. */
function comparePriorities(a: Priority | null, b: Priority | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : 1;
}

const double = Buffer.alloc(8);

/** The eight bytes of a number, as they are hashed. */
export function doubleHex(value: number): string {
  double.writeDoubleBE(value);
  return double.toString('hex');
}

/** Base64 of SHA-1 over a text's bytes. */
export function digest(text: string): string {
  return createHash('sha1').update(hashedBytes(text)).digest('base64');
}
