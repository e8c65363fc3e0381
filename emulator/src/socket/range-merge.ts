import { hashOf } from '../tree/hash.js';
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
 * Replaces the leaves of a client's tree whose paths are after `start`, up to and including `end`, by those of `node`
 * that lie there; `null` stands for no bound. The client takes nothing else from `node`.
 * https://github.com/firebase/firebase-android-sdk/blob/main/firebase-database/src/main/java/com/google/firebase/database/snapshot/RangeMerge.java
 */
export interface RangeMerge {
  readonly start: Path | null;
  readonly end: Path | null;
  readonly node: Node;
}

/** What a client lacks: nothing, all of the data, or some ranges of it, in order. */
export type Answer = 'nothing' | 'everything' | RangeMerge[];

/**
 * What to send to a client that listens to `node` and says what it holds: by the hash of all of it (empty if it holds
 * nothing), and if it is a mobile client by a compound hash, too.
 */
export function answerTo(node: Node, hash: string | undefined, compoundHash: CompoundHash | null): Answer {
  const hasHash = hash !== undefined && hash !== '';
  if (hasHash && hash === hashOf(node)) return 'nothing';
  if (compoundHash === null) return 'everything';
  const ranges = mergeSplitPriorities(leafRangesOf(node, compoundHash));
  const changed = ranges.filter((range) => range.changed);
  if (changed.length === ranges.length) return 'everything';
  if (changed.length > 0) return changed.map((range) => rangeMergeOf(node, range));
  // A client whose ranges are all equal may still hold other data: an empty range for none, or a hidden priority.
  return node === null || (hasHash && mayHidePriority(node)) ? 'everything' : 'nothing';
}

/**
 * True if a client's data may differ from `node` though all of its ranges are equal: the SDKs leave a priority out of
 * their compound hashes where no child comes after it. Once removed, such a priority is noticed only if nothing else
 * has changed, or if a range that has changed covers it.
 */
function mayHidePriority(node: Node): boolean {
  if (!(node instanceof Branch)) return false;
  if (node.priority === null && compareKeys(lastKey(node.children), PRIORITY_KEY) < 0) return true;
  let found = false;
  eachChild(node, (_, child) => {
    found ||= mayHidePriority(child);
  });
  return found;
}

interface LeafRange {
  readonly start: Path | null;
  readonly end: Path | null;
  /** The leaves of the server's tree there. */
  readonly leaves: readonly LeafAt[];
  readonly changed: boolean;
}

function leafRangesOf(node: Node, { posts, hashes }: CompoundHash): LeafRange[] {
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
 * Merges neighbouring ranges when a branch's priority would be in one and its next leaf in the other. A client that has
 * none of a branch's children when the range with its priority arrives drops the priority.
 */
function mergeSplitPriorities(ranges: readonly LeafRange[]): LeafRange[] {
  const merged: LeafRange[] = [];
  let lastNonEmpty = -1;
  for (const range of ranges) {
    const last = merged[lastNonEmpty]?.leaves.at(-1);
    const [first] = range.leaves;
    if (last !== undefined && first !== undefined && (isPriorityAbove(last, first) || isPriorityAbove(first, last))) {
      // The ranges between are empty.
      const split = merged.splice(lastNonEmpty);
      merged.push([...split, range].reduce(joinRanges));
    } else {
      merged.push(range);
      if (first !== undefined) lastNonEmpty = merged.length - 1;
    }
  }
  return merged;
}

function isPriorityAbove({ path }: LeafAt, other: LeafAt): boolean {
  return path.at(-1) === PRIORITY_KEY && isWithin(other.path, path.slice(0, -1));
}

function joinRanges(one: LeafRange, next: LeafRange): LeafRange {
  return {
    start: one.start,
    end: next.end,
    leaves: [...one.leaves, ...next.leaves],
    changed: one.changed || next.changed,
  };
}

function rangeMergeOf(node: Node, range: LeafRange): RangeMerge {
  return { start: range.start, end: range.end, node: treeOf(node, range) };
}

/**
 * The leaves of a range as a tree. A value with a priority that the range's start lies at or below is in it too: its
 * path is before the range, but a client takes its priority for a leaf within.
 */
function treeOf(node: Node, { start, leaves }: LeafRange): Node {
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
