import type { Path } from '../tree/node.js';
import type { Commit } from './change.js';

/** A listener for writes at, above or below a path. */
export interface Listener {
  readonly path: Path;
  onCommit(commit: Commit): void;
}

/** All listeners of a database by path, so that a write finds the listeners it concerns without checking the others. */
export class Listeners {
  private readonly top = new ListenPlace();

  add(listener: Listener): void {
    let place = this.top;
    for (const key of listener.path) place = place.enter(key);
    place.listeners.add(listener);
  }

  remove(listener: Listener): void {
    const above: ListenPlace[] = [this.top];
    for (const key of listener.path) {
      const next = above[above.length - 1]!.places.get(key);
      if (next === undefined) return;
      above.push(next);
    }
    above[above.length - 1]!.listeners.delete(listener);
    for (let level = listener.path.length; level > 0 && above[level]!.isEmpty; level--) {
      above[level - 1]!.places.delete(listener.path[level - 1]!);
    }
  }

  /** Notifies every listener that a write concerns, each once. */
  notify(commit: Commit): void {
    const found = new Set<Listener>();
    for (const change of commit.changes) this.collect(change.path, found);
    for (const listener of found) listener.onCommit(commit);
  }

  /** Every listener. */
  all(): Listener[] {
    const found = new Set<Listener>();
    this.top.collectAll(found);
    return [...found];
  }

  private collect(path: Path, found: Set<Listener>): void {
    let place: ListenPlace | undefined = this.top;
    for (const key of path) {
      for (const listener of place.listeners) found.add(listener);
      place = place.places.get(key);
      if (place === undefined) return;
    }
    place.collectAll(found);
  }
}

/** The listeners at one location, and the locations below it. */
class ListenPlace {
  readonly listeners = new Set<Listener>();
  readonly places = new Map<string, ListenPlace>();

  get isEmpty(): boolean {
    return this.listeners.size === 0 && this.places.size === 0;
  }

  enter(key: string): ListenPlace {
    let place = this.places.get(key);
    if (place === undefined) this.places.set(key, (place = new ListenPlace()));
    return place;
  }

  collectAll(found: Set<Listener>): void {
    for (const listener of this.listeners) found.add(listener);
    for (const place of this.places.values()) place.collectAll(found);
  }
}
