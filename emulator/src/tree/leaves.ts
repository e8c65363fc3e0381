import { compareKeys } from './key-order.js';
import { Branch, type Node, type Path, type PrioritisedLeaf, type Primitive, eachChild } from './node.js';

/** The key under which a branch's priority is a leaf of its own. No child has it: keys cannot hold a dot. */
export const PRIORITY_KEY = '.priority';

/** A value of a tree with the path to it, or the priority of a branch, at `PATH/.priority`. */
export interface LeafAt {
  readonly path: Path;
  readonly value: Primitive | PrioritisedLeaf;
}

/** Visits the leaves in path order. A leaf's own priority belongs to its value; it has no path. */
export function eachLeaf(node: Node, visit: (leaf: LeafAt) => void, path: Path = []): void {
  if (node === null) return;
  if (!(node instanceof Branch)) return visit({ path, value: node });
  let { priority } = node;
  const visitPriority = (): void => {
    if (priority !== null) visit({ path: [...path, PRIORITY_KEY], value: priority });
    priority = null;
  };
  eachChild(node, (key, child) => {
    if (priority !== null && compareKeys(key, PRIORITY_KEY) > 0) visitPriority();
    eachLeaf(child, visit, [...path, key]);
  });
  visitPriority();
}

/** Orders paths key by key; a path comes before what is below it. */
export function comparePaths(a: Path, b: Path): number {
  const shared = commonLength(a, b);
  if (shared === a.length || shared === b.length) return a.length - b.length;
  return compareKeys(a[shared]!, b[shared]!);
}

/** How many keys two paths have in common from the root down. */
export function commonLength(a: Path, b: Path): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
