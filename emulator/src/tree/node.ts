import { compareKeys } from './key-order.js';
import { Leaf, type Page, each, fromSorted, insert, lookup, remove, sizeOf } from './pages.js';

/** A value without children. */
export type Primitive = string | number | boolean;

/** A legacy ordering value stored with a node. */
export type Priority = string | number;

/** Keys from the root down; empty for the root. */
export type Path = readonly string[];

/** A value without children that carries a priority. */
export class PrioritisedLeaf {
  constructor(
    readonly value: Primitive,
    readonly priority: Priority,
  ) {}
}

/** A secondary order of a branch's children. Immutable: a changed child makes a new one. */
export interface ChildIndex {
  changed(key: string, before: Node, after: Node): ChildIndex;
}

/** A node with at least one child. Immutable; its two mutable fields cache what can be derived from the rest. */
export class Branch {
  /** Cache of `hashOf`. */
  hash: string | undefined = undefined;
  /** Cache of secondary indexes by index name; branches derived from this one inherit them, updated. */
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

/** A node that exists. Leaves without a priority are bare JavaScript values: they make up most of a database. */
export type Value = Primitive | PrioritisedLeaf | Branch;

/** A node, or `null` where there is none. */
export type Node = Value | null;

/** Makes a branch from children in key order; `null` if there are none. */
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

/** The child under a key, or `null`. */
export function childOf(node: Node, key: string): Node {
  return node instanceof Branch ? (lookup(node.children, key, compareKeys) ?? null) : null;
}

/** The node at a path below `node`, or `null`. */
export function nodeAt(node: Node, path: Path, from = 0): Node {
  let current = node;
  for (let i = from; i < path.length && current !== null; i++) current = childOf(current, path[i]!);
  return current;
}

/** The priority of a node, or `null`. */
export function priorityOf(node: Node): Priority | null {
  return node instanceof Branch || node instanceof PrioritisedLeaf ? node.priority : null;
}

/** The value of a node without children; `undefined` for a branch, `null` where there is no node. */
export function primitiveOf(node: Node): Primitive | null | undefined {
  if (node instanceof Branch) return undefined;
  return node instanceof PrioritisedLeaf ? node.value : node;
}

/** Visits the children in key order. */
export function eachChild(node: Node, visit: (key: string, child: Value) => void): void {
  if (node instanceof Branch) each(node.children, visit);
}

/** The same node with another priority; `null` stays `null`. */
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
 * The node with one child replaced, added or (by `null`) removed. A branch that loses its last child vanishes; a value
 * that gains a child becomes a branch and keeps its priority. Returns the same node if nothing changes.
 */
function withChild(node: Node, key: string, child: Node): Node {
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

/** True if two nodes hold the same data and priorities. Shared parts are not compared. */
export function sameNode(a: Node, b: Node): boolean {
  return same(a, b, (one, other) => one === other);
}

/** True if two nodes hold the same data, whatever their priorities: functions see data only. */
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
  // Equal children may be split into pages differently, so from here on they are compared one by one.
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

/** The children of a page and of those below it, in key order. */
export function* entriesOf(page: Page<string, Value>): Generator<[string, Value], undefined> {
  if (page instanceof Leaf) {
    for (let i = 0; i < page.keys.length; i++) yield [page.keys[i]!, page.values[i]!];
  } else {
    for (const below of page.pages) yield* entriesOf(below);
  }
}
