import { compareKeys } from './key-order.js';
import { Leaf, type Page, each, fromSorted, insert, lookup, remove, sizeOf } from './pages.js';

/** A value without children. */
export type Primitive = string | number | boolean;

/** A legacy ordering value kept beside a node. */
export type Priority = string | number;

/** Keys from the root downwards; empty is the root. */
export type Path = readonly string[];

/** A value without children that carries a priority. */
export class PrioritisedLeaf {
  constructor(
    readonly value: Primitive,
    readonly priority: Priority,
  ) {}
}

/** A secondary order of a branch's children, kept beside it. Immutable: a changed child makes a new one. */
export interface ChildIndex {
  changed(key: string, before: Node, after: Node): ChildIndex;
}

/** A node with at least one child. Immutable; the two fields that change are caches of what follows from the rest. */
export class Branch {
  /** Cache of `hashOf`. */
  hash: string | undefined = undefined;
  /** Cache of secondary indexes by index name; carried over, updated, to the branches made from this one. */
  indexes: ReadonlyMap<string, ChildIndex> | undefined = undefined;

  constructor(
    readonly children: Page<string, Value>,
    readonly priority: Priority | null,
  ) {}

  /** Number of children. */
  get size(): number {
    return sizeOf(this.children);
  }
}

/** A node that exists. Leaves without a priority are bare JavaScript values: most of a database is those. */
export type Value = Primitive | PrioritisedLeaf | Branch;

/** A node, or nothing. */
export type Node = Value | null;

/** Makes a branch from children in key order; nothing when there are none. */
export function branchOf(keys: readonly string[], values: readonly Value[], priority: Priority | null = null): Node {
  const children = fromSorted(keys, values);
  return children === null ? null : new Branch(children, priority);
}

/** Makes a branch from children in any order. */
export function branchFrom(entries: Iterable<readonly [string, Value]>): Node {
  const sorted = [...entries].sort((a, b) => compareKeys(a[0], b[0]));
  return branchOf(
    sorted.map((entry) => entry[0]),
    sorted.map((entry) => entry[1]),
  );
}

/** The child under a key, or nothing. */
export function childOf(node: Node, key: string): Node {
  return node instanceof Branch ? (lookup(node.children, key, compareKeys) ?? null) : null;
}

/** The node at a path below `node`, or nothing. */
export function nodeAt(node: Node, path: Path, from = 0): Node {
  let current = node;
  for (let i = from; i < path.length && current !== null; i++) current = childOf(current, path[i]!);
  return current;
}

/** The priority of a node, or nothing. */
export function priorityOf(node: Node): Priority | null {
  return node instanceof Branch || node instanceof PrioritisedLeaf ? node.priority : null;
}

/** The value of a node without children; `undefined` for a branch, `null` for nothing. */
export function primitiveOf(node: Node): Primitive | null | undefined {
  if (node instanceof Branch) return undefined;
  return node instanceof PrioritisedLeaf ? node.value : node;
}

/** Visits the children in key order. */
export function eachChild(node: Node, visit: (key: string, child: Value) => void): void {
  if (node instanceof Branch) each(node.children, visit);
}

/** The same node with another priority; nothing stays nothing. */
export function withPriority(node: Node, priority: Priority | null): Node {
  if (node === null || priorityOf(node) === priority) return node;
  if (node instanceof Branch) return copyWith(node, priority);
  const value = node instanceof PrioritisedLeaf ? node.value : node;
  return priority === null ? value : new PrioritisedLeaf(value, priority);
}

function copyWith(branch: Branch, priority: Priority | null): Branch {
  const copy = new Branch(branch.children, priority);
  copy.indexes = branch.indexes;
  return copy;
}

/**
 * The node with one child replaced, added or (by `null`) removed. A branch without children vanishes; a value that gets
 * a child becomes a branch and keeps its priority. Answers the same node when nothing changes.
 */
export function withChild(node: Node, key: string, child: Node): Node {
  if (!(node instanceof Branch)) {
    if (child === null) return node;
    return branchOf([key], [child], priorityOf(node));
  }
  const before = childOf(node, key);
  if (before === child) return node;
  const children =
    child === null ? remove(node.children, key, compareKeys) : insert(node.children, key, child, compareKeys);
  if (children === null) return null;
  const changed = new Branch(children, node.priority);
  if (node.indexes !== undefined) changed.indexes = reindexed(node.indexes, key, before, child);
  return changed;
}

function reindexed(
  indexes: ReadonlyMap<string, ChildIndex>,
  key: string,
  before: Node,
  after: Node,
): Map<string, ChildIndex> {
  const all = new Map<string, ChildIndex>();
  for (const [name, index] of indexes) all.set(name, index.changed(key, before, after));
  return all;
}

/** The tree with the node at a path replaced. */
export function withNodeAt(node: Node, path: Path, replacement: Node, from = 0): Node {
  if (from === path.length) return replacement;
  const key = path[from]!;
  return withChild(node, key, withNodeAt(childOf(node, key), path, replacement, from + 1));
}

/** True when two nodes hold the same data and priorities. Parts that are shared are not looked into. */
export function sameNode(a: Node, b: Node): boolean {
  return same(a, b, (one, other) => one === other);
}

/** True when two nodes hold the same data, whatever their priorities: all that functions are told of. */
export function sameData(a: Node, b: Node): boolean {
  return same(a, b, () => true);
}

type Priorities = (one: Priority | null, other: Priority | null) => boolean;

function same(a: Node, b: Node, priorities: Priorities): boolean {
  if (a === b) return true;
  if (!priorities(priorityOf(a), priorityOf(b))) return false;
  if (a instanceof Branch && b instanceof Branch) return sameChildren(a.children, b.children, priorities);
  return !(a instanceof Branch) && !(b instanceof Branch) && valueOf(a) === valueOf(b);
}

function valueOf(leaf: Primitive | PrioritisedLeaf | null): Primitive | null {
  return leaf instanceof PrioritisedLeaf ? leaf.value : leaf;
}

function sameChildren(a: Page<string, Value>, b: Page<string, Value>, priorities: Priorities): boolean {
  if (a === b) return true;
  if (sizeOf(a) !== sizeOf(b)) return false;
  if (a instanceof Leaf && b instanceof Leaf) return sameLeaf(a, b, priorities);
  // The same children may be cut into pages at other places, so from here on they are taken one by one.
  const walk = entriesOf(b);
  for (const [key, value] of entriesOf(a)) {
    const other = walk.next().value;
    if (other === undefined || other[0] !== key || !same(value, other[1], priorities)) return false;
  }
  return true;
}

function sameLeaf(a: Leaf<string, Value>, b: Leaf<string, Value>, priorities: Priorities): boolean {
  for (let i = 0; i < a.keys.length; i++) {
    if (a.keys[i] !== b.keys[i] || !same(a.values[i]!, b.values[i]!, priorities)) return false;
  }
  return true;
}

function* entriesOf(page: Page<string, Value>): Generator<[string, Value], undefined> {
  if (page instanceof Leaf) {
    for (let i = 0; i < page.keys.length; i++) yield [page.keys[i]!, page.values[i]!];
  } else {
    for (const below of page.pages) yield* entriesOf(below);
  }
}
