import type { Commit } from '../database/change.js';
import { type Node, type Path, childOf, eachChild, nodeAt, sameData } from '../tree/node.js';
import { isWithin } from '../tree/paths.js';
import { type RefPattern, admits } from './pattern.js';
import type { EventKind } from './registration.js';

/** A place that matches a trigger's path and that a write changed. */
export interface Match {
  readonly path: Path;
  readonly before: Node;
  readonly after: Node;
}

/**
 * The changed places that match a pattern, each once. A change of priorities alone does not count, since functions do
 * not see priorities. Above the written places, only the paths to them are followed, so siblings cost nothing.
 */
export function matchesOf(pattern: RefPattern, commit: Commit): Match[] {
  const search = new Search(pattern, commit);
  search.descend([], commit.before, commit.after);
  return search.found;
}

/** True if a change from one node to another is of the kind a trigger listens for. */
export function isOfKind(kind: EventKind, { before, after }: Match): boolean {
  switch (kind) {
    case 'created':
      return before === null && after !== null;
    case 'deleted':
      return before !== null && after === null;
    case 'updated':
      return before !== null && after !== null;
    case 'written':
      return true;
  }
}

class Search {
  readonly found: Match[] = [];

  constructor(
    private readonly pattern: RefPattern,
    private readonly commit: Commit,
  ) {}

  descend(path: Path, before: Node, after: Node): void {
    if (before === after) return;
    const level = this.pattern[path.length];
    if (level === undefined) {
      if (!sameData(before, after)) this.found.push({ path, before, after });
    } else if (level.kind === 'key') {
      this.enter(path, level.key, before, after);
    } else if (level.kind === 'many') {
      if (this.pattern.length === path.length + 1) this.matchWritten(path);
      else this.matchBelow(path, path.length, before, after);
    } else {
      for (const key of this.keysBelow(path, before, after)) {
        if (admits(level, key)) this.enter(path, key, before, after);
      }
    }
  }

  private enter(path: Path, key: string, before: Node, after: Node): void {
    this.descend([...path, key], childOf(before, key), childOf(after, key));
  }

  /** Keys at `path` whose children may differ. */
  private keysBelow(path: Path, before: Node, after: Node): Set<string> {
    const keys = new Set<string>();
    for (const change of this.commit.changes) {
      if (change.path.length > path.length) {
        if (isWithin(change.path, path)) keys.add(change.path[path.length]!);
      } else if (isWithin(path, change.path)) {
        eachChild(before, (key) => keys.add(key));
        eachChild(after, (key) => keys.add(key));
      }
    }
    return keys;
  }

  /** A trailing `**` matches any depth: the place that was written is reported. */
  private matchWritten(prefix: Path): void {
    const places = new Map<string, Path>();
    for (const change of this.commit.changes) {
      // For a write above, only the place at `prefix` is reported; a write elsewhere does not concern it.
      const path = isWithin(prefix, change.path) ? prefix : change.path;
      if (isWithin(path, prefix)) places.set(path.join('/'), path);
    }
    for (const path of places.values()) {
      const [before, after] = [nodeAt(this.commit.before, path), nodeAt(this.commit.after, path)];
      if (!sameData(before, after)) this.found.push({ path, before, after });
    }
  }

  /** With levels after `**` (zero or more levels), every changed place that ends in those levels matches. */
  private matchBelow(path: Path, prefix: number, before: Node, after: Node): void {
    if (before === after) return;
    if (this.restAdmits(path, prefix) && !sameData(before, after)) this.found.push({ path, before, after });
    for (const key of this.keysBelow(path, before, after)) {
      this.matchBelow([...path, key], prefix, childOf(before, key), childOf(after, key));
    }
  }

  private restAdmits(path: Path, at: number): boolean {
    const rest = this.pattern.slice(at + 1);
    if (path.length < at + rest.length) return false;
    return rest.every((level, i) => admits(level, path[path.length - rest.length + i]!));
  }
}
