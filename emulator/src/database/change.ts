import { Branch, type Node, type Path, childOf, nodeAt, withNodeAt } from '../tree/node.js';

/** One node replaced by another. */
export interface Change {
  readonly path: Path;
  readonly node: Node;
}

/** The result of a write: the tree before and after it, and the places it changed, all at or below `base`. */
export interface Commit {
  readonly before: Node;
  readonly after: Node;
  readonly base: Path;
  readonly changes: readonly Change[];
}

/** Applies changes to a tree, one after the other. */
export function applyChanges(root: Node, changes: readonly Change[]): Node {
  let after = root;
  for (const change of changes) after = withNodeAt(after, change.path, change.node);
  return after;
}

/**
 * Makes the commit of a write. A change below a value without children is reported at that value: a client with a
 * pending write of its own there would otherwise keep showing the old value, since the SDK assumes that its write is
 * all there is below it.
 */
export function commitOf(before: Node, after: Node, base: Path, changes: readonly Change[]): Commit {
  const byPath = new Map<string, Change>();
  for (const change of changes) {
    const path = upToValue(before, change.path);
    const whole = path.length === change.path.length;
    byPath.set(path.join('/'), whole ? change : { path, node: nodeAt(after, path) });
  }
  return { before, after, base: upToValue(before, base), changes: [...byPath.values()] };
}

/** The path cut off at the first value without children. */
function upToValue(root: Node, path: Path): Path {
  let node = root;
  for (let level = 0; level < path.length; level++) {
    if (node !== null && !(node instanceof Branch)) return path.slice(0, level);
    node = childOf(node, path[level]!);
  }
  return path;
}
