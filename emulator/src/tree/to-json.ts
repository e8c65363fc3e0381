import { arrayKey } from './key-order.js';
import { Branch, type Node, PrioritisedLeaf, type Value, eachChild } from './node.js';
import { Leaf, type Page, lastKey, sizeOf } from './pages.js';

/**
 * How to write a node: `plain` as REST and `val()` show it (arrays where keys look like one, no priorities); `export`
 * adds `.priority` and `.value`; `objects` is `plain` without arrays (events carry differences, and a gap in an array
 * would read as a deletion).
 */
export type Format = 'plain' | 'export' | 'objects';

const INDEX = /^(?:0|[1-9]\d*)$/;

/** Writes a node as JSON text, as sent by both protocols. */
export function toJson(node: Node, format: Format = 'plain'): string {
  return JSON.stringify(toValue(node, format));
}

/** A node as the value that its JSON text represents. Keys such as `__proto__` are plain keys in it. */
export function toValue(node: Node, format: Format = 'plain'): unknown {
  // Building objects for JSON.stringify is twice as fast as building text.
  if (node instanceof Branch) return branchToValue(node, format);
  if (!(node instanceof PrioritisedLeaf)) return node;
  return format === 'export' ? { '.value': node.value, '.priority': node.priority } : node.value;
}

/** Writes the children's keys only: `{"a":true,…}`, or the value itself if there are none. */
export function toShallowJson(node: Node): string {
  if (!(node instanceof Branch)) return toJson(node);
  const members: string[] = [];
  eachChild(node, (key) => members.push(`${JSON.stringify(key)}:true`));
  return `{${members.join(',')}}`;
}

function branchToValue(branch: Branch, format: Format): unknown {
  const length = arrayLength(branch, format);
  if (length !== null) return itemsOf(branch, length, format);
  const members: Record<string, unknown> = {};
  addMembers(members, branch.children, format);
  if (format === 'export' && branch.priority !== null) members['.priority'] = branch.priority;
  return members;
}

function addMembers(members: Record<string, unknown>, page: Page<string, Value>, format: Format): void {
  if (page instanceof Leaf) {
    const { keys, values } = page;
    for (let i = 0; i < keys.length; i++) setMember(members, keys[i]!, toValue(values[i]!, format));
  } else {
    for (const below of page.pages) addMembers(members, below, format);
  }
}

function setMember(members: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(members, key, { value, enumerable: true });
  else members[key] = value;
}

function itemsOf(branch: Branch, length: number, format: Format): unknown[] {
  const items = new Array<unknown>(length).fill(null);
  let next = 0;
  const dense = length === branch.size;
  eachChild(branch, (key, child) => {
    items[dense ? next++ : Number(key)] = toValue(child, format);
  });
  return items;
}

/** Length of the array a branch is written as; `null` if it is written as an object. */
export function arrayLength(branch: Branch, format: Format): number | null {
  if (format === 'objects' || (format === 'export' && branch.priority !== null)) return null;
  if (isDenseArray(branch)) return branch.size;
  return isSparseArray(branch) ? Number(lastKey(branch.children)) + 1 : null;
}

function isDenseArray(branch: Branch): boolean {
  const { children, size } = branch;
  // Keys are sorted, so the last one rules out nearly everything that is not an array.
  return lastKey(children) === arrayKey(size - 1) && keysCountUp(children, 0);
}

function keysCountUp(page: Page<string, Value>, start: number): boolean {
  if (page instanceof Leaf) {
    for (let i = 0; i < page.keys.length; i++) if (page.keys[i] !== arrayKey(start + i)) return false;
    return true;
  }
  let next = start;
  for (const below of page.pages) {
    if (!keysCountUp(below, next)) return false;
    next += sizeOf(below);
  }
  return true;
}

/** The service's rule: all keys are array indexes, and at least half of the indexes up to the last one are used. */
function isSparseArray(branch: Branch): boolean {
  const last = lastKey(branch.children);
  if (!INDEX.test(last) || Number(last) >= 2 * branch.size) return false;
  let all = true;
  eachChild(branch, (key) => {
    all &&= INDEX.test(key);
  });
  return all;
}
