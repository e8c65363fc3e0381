import { type Query, filters } from '../queries/query.js';
import { type Window, inRange, selected, windowOf } from '../queries/window.js';
import { type Node, type Path, childOf, nodeAt, sameNode } from '../tree/node.js';
import { isWithin } from '../tree/paths.js';
import type { Change, Commit } from './change.js';

/**
 * What a listener receives: nodes to put at places below `path`, all at once. One change is a put, several are a merge.
 */
export interface Update {
  /** Absolute; the changes' paths are relative to it. */
  readonly path: Path;
  readonly changes: readonly Change[];
}

/** The server's side of one listen: knows what its client holds, and what a write changes about that. */
export interface View {
  /** What the client should hold now. */
  current(root: Node): Node;
  /** What to send to the client about a write; `null` for nothing. */
  update(commit: Commit): Update | null;
}

/** Makes the view for a listen at a path. `root` is the tree its client starts from. */
export function viewOf(path: Path, query: Query, root: Node): View {
  if (!filters(query)) return new WholeView(path);
  if (query.limit === null) return new RangeView(path, query);
  return new LimitedView(path, query, nodeAt(root, path));
}

/** Everything at a location. */
class WholeView implements View {
  constructor(private readonly path: Path) {}

  current(root: Node): Node {
    return nodeAt(root, this.path);
  }

  update(commit: Commit): Update | null {
    if (commit.changes.some((change) => isAbove(change.path, this.path))) return this.replaced(commit);
    const base = commit.base.length > this.path.length ? commit.base : this.path;
    const changes = commit.changes.filter((change) => isWithin(change.path, this.path));
    return { path: base, changes: changes.map((change) => below(change, base)) };
  }

  private replaced(commit: Commit): Update | null {
    const node = nodeAt(commit.after, this.path);
    if (sameNode(node, nodeAt(commit.before, this.path))) return null;
    return { path: this.path, changes: [{ path: [], node }] };
  }
}

/** The children within a range. Each child is in or out by itself, so only those that a write touches are checked. */
class RangeView implements View {
  constructor(
    private readonly path: Path,
    private readonly query: Query,
  ) {}

  current(root: Node): Node {
    return selected(nodeAt(root, this.path), this.query);
  }

  update(commit: Commit): Update | null {
    const before = nodeAt(commit.before, this.path);
    const after = nodeAt(commit.after, this.path);
    const keys = touchedChildren(commit, this.path);
    const changes =
      keys === null
        ? windowChanges(windowOf(before, this.query), windowOf(after, this.query), commit, this.path)
        : [...keys].flatMap((key) =>
            childChanges(key, this.shown(before, key), this.shown(after, key), commit, this.path),
          );
    return changes.length === 0 ? null : { path: this.path, changes };
  }

  private shown(node: Node, key: string): Node {
    const child = childOf(node, key);
    return child !== null && inRange(this.query, key, child) ? child : null;
  }
}

/** A limited number of children: a window that moves as children come and go, so it remembers what it showed. */
class LimitedView implements View {
  private window: Window;

  constructor(
    private readonly path: Path,
    private readonly query: Query,
    node: Node,
  ) {
    this.window = windowOf(node, query);
  }

  current(root: Node): Node {
    return selected(nodeAt(root, this.path), this.query);
  }

  update(commit: Commit): Update | null {
    const window = windowOf(nodeAt(commit.after, this.path), this.query);
    const changes = windowChanges(this.window, window, commit, this.path);
    this.window = window;
    return changes.length === 0 ? null : { path: this.path, changes };
  }
}

function isAbove(path: Path, other: Path): boolean {
  return path.length < other.length && isWithin(other, path);
}

function below(change: Change, base: Path): Change {
  return { path: change.path.slice(base.length), node: change.node };
}

/** Keys of the children at `path` that a write touches; `null` if it replaces the node at `path` itself. */
function touchedChildren(commit: Commit, path: Path): Set<string> | null {
  const keys = new Set<string>();
  for (const change of commit.changes) {
    if (change.path.length <= path.length && isWithin(path, change.path)) return null;
    if (isWithin(change.path, path)) keys.add(change.path[path.length]!);
  }
  return keys;
}

function windowChanges(before: Window, after: Window, commit: Commit, path: Path): Change[] {
  const changes: Change[] = [];
  for (const key of before.keys()) if (!after.has(key)) changes.push({ path: [key], node: null });
  for (const [key, child] of after) {
    for (const change of childChanges(key, before.get(key) ?? null, child, commit, path)) changes.push(change);
  }
  return changes;
}

/**
 * The changes to send for one child: the written places if the client has the rest of it, otherwise the whole child.
 */
function childChanges(key: string, before: Node, after: Node, commit: Commit, path: Path): Change[] {
  if (before === after) return [];
  if (before === null || after === null) return [{ path: [key], node: after }];
  const within = commit.changes.filter((change) => isWithin(change.path, [...path, key]));
  const known = within.length > 0 && within.every((change) => change.path.length > path.length + 1);
  if (known) return within.map((change) => below(change, path));
  return sameNode(before, after) ? [] : [{ path: [key], node: after }];
}
