import { compareKeys } from '../tree/key-order.js';
import { type LeafAt, PRIORITY_KEY, comparePaths, eachLeaf } from '../tree/leaves.js';
import { hashOfLeaves } from '../tree/leaves-hash.js';
import {
  Branch,
  type Node,
  type Path,
  PrioritisedLeaf,
  type Priority,
  childOf,
  eachChild,
  nodeAt,
  withNodeAt,
  withPriority,
} from '../tree/node.js';
import { lastKey } from '../tree/pages.js';
import { isWithin } from '../tree/paths.js';
import type { CompoundHash } from './compound-hash.js';

/**
 * Replaces the leaves of a client's tree whose paths are behind `start`, up to and with `end`, by those of `node` that
 * lie there; `null` stands for no bound. The client takes nothing else from `node`.
 * https://github.com/firebase/firebase-android-sdk/blob/main/firebase-database/src/main/java/com/google/firebase/database/snapshot/RangeMerge.java
 */
export interface RangeMerge {
  readonly start: Path | null;
  readonly end: Path | null;
  readonly node: Node;
}

/**
 * What makes the data that a compound hash describes equal to `node`: one merge for each range that differs, in order;
 * none if nothing differs, and `null` if nothing would be left out, so that all of the data may as well be sent.
 */
export function rangeMerges(node: Node, hash: CompoundHash): RangeMerge[] | null {
  const ranges = joined(rangesOf(node, hash));
  const changed = ranges.filter((range) => range.changed);
  if (changed.length === ranges.length) return null;
  return changed.map((range) => ({ start: range.start, end: range.end, node: mergeNode(node, range) }));
}

/**
 * True if a client's data may differ from `node` though all of its ranges are equal: the SDKs leave a priority out of
 * their compound hashes where no child comes after it. Once removed, such a priority is noticed only if nothing else
 * has changed, or if a range that has changed covers it.
 */
export function mayHidePriority(node: Node): boolean {
  if (!(node instanceof Branch)) return false;
  if (node.priority === null && compareKeys(lastKey(node.children), PRIORITY_KEY) < 0) return true;
  let found = false;
  eachChild(node, (_, child) => {
    found ||= mayHidePriority(child);
  });
  return found;
}

interface Range {
  readonly start: Path | null;
  readonly end: Path | null;
  /** The leaves of the server's tree there. */
  readonly leaves: readonly LeafAt[];
  readonly changed: boolean;
}

function rangesOf(node: Node, { posts, hashes }: CompoundHash): Range[] {
  const leaves: LeafAt[][] = hashes.map(() => []);
  let at = 0;
  eachLeaf(node, (leaf) => {
    while (at < posts.length && comparePaths(leaf.path, posts[at]!) > 0) at++;
    leaves[at]!.push(leaf);
  });
  return hashes.map((hash, i) => ({
    start: posts[i - 1] ?? null,
    end: posts[i] ?? null,
    leaves: leaves[i]!,
    changed: hashOfLeaves(leaves[i]!) !== hash,
  }));
}

/**
 * Joins ranges whose border parts a priority from the leaf beside it. A client that has none of a branch's children
 * when the range with its priority arrives drops the priority.
 */
function joined(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  let filled = -1;
  for (const range of ranges) {
    all.push(range);
    const [first] = range.leaves;
    if (first === undefined) continue;
    const last = all[filled]?.leaves.at(-1);
    if (last !== undefined && (isPriorityAbove(last, first) || isPriorityAbove(first, last))) {
      all.push(all.splice(filled).reduce(join));
    } else {
      filled = all.length - 1;
    }
  }
  return all;
}

function isPriorityAbove({ path }: LeafAt, other: LeafAt): boolean {
  return path.at(-1) === PRIORITY_KEY && isWithin(other.path, path.slice(0, -1));
}

function join(one: Range, next: Range): Range {
  return {
    start: one.start,
    end: next.end,
    leaves: [...one.leaves, ...next.leaves],
    changed: one.changed || next.changed,
  };
}

/**
 * The leaves of a range as a tree. A value with a priority that the range's start lies at or below is in it too: its
 * path is before the range, but a client takes its priority for a leaf within.
 */
function mergeNode(node: Node, { start, leaves }: Range): Node {
  const before = start === null ? null : prioritisedTowards(node, start);
  let tree: Node = before === null ? null : withNodeAt(null, before.path, before.value);
  const priorities: LeafAt[] = [];
  for (const leaf of leaves) {
    if (leaf.path.at(-1) === PRIORITY_KEY) priorities.push(leaf);
    else tree = withNodeAt(tree, leaf.path, leaf.value);
  }
  for (const { path, value } of priorities) {
    const owner = path.slice(0, -1);
    tree = withNodeAt(tree, owner, withPriority(nodeAt(tree, owner), value as Priority));
  }
  return tree;
}

/** The value with a priority at a path or above it. */
function prioritisedTowards(node: Node, path: Path): LeafAt | null {
  let current = node;
  let depth = 0;
  while (current instanceof Branch && depth < path.length) current = childOf(current, path[depth++]!);
  return current instanceof PrioritisedLeaf ? { path: path.slice(0, depth), value: current } : null;
}
