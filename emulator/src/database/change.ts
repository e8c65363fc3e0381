import { type Node, type Path, withNodeAt } from '../tree/node.js';

/** One node put in the place of another. */
export interface Change {
  readonly path: Path;
  readonly node: Node;
}

/** What became of a write: the tree before and after it, and the places it touched, all at or below `base`. */
export interface Commit {
  readonly before: Node;
  readonly after: Node;
  readonly base: Path;
  readonly changes: readonly Change[];
}

/** Puts changes into a tree, one after the other. */
export function applyChanges(root: Node, changes: readonly Change[]): Node {
  let after = root;
  for (const change of changes) after = withNodeAt(after, change.path, change.node);
  return after;
}
