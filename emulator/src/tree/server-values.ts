import { invalidData } from '../failure.js';
import { type Node, type Path, childOf, primitiveOf, priorityOf, withNodeAt, withPriority } from './node.js';

/** A value that has been read but not yet written. */
export interface Draft {
  /** The node, with 0 for every server value. */
  readonly node: Node;
  readonly serverValues: ServerValues;
}

/** The node of a draft, as it is written `now` in the place of `existing`. Throws `invalid_data` for endless sums. */
export function evaluate({ node, serverValues }: Draft, existing: Node, now: number): Node {
  return serverValues.top === undefined ? node : evaluated(node, serverValues.top, { existing, now });
}

/** What a server value depends on: the node that it replaces, and milliseconds since 1970. */
interface Moment {
  readonly existing: Node;
  readonly now: number;
}

/** The server values at a path and below it. */
interface Place {
  value?: ServerValue | undefined;
  priority?: ServerValue | undefined;
  readonly below: Map<string, Place>;
}

/**
 * The server values (`{".sv": …}`) of a value that has been read, by path. They depend on when it is written and on
 * what it replaces, and a long value is read before that is known.
 */
export class ServerValues {
  top: Place | undefined;

  /** Makes the node at a path a server value. */
  setValue(path: Path, value: ServerValue): void {
    this.placeAt(path).value = value;
  }

  /** Makes the priority of the node at a path a server value, or (by `undefined`) none. */
  setPriority(path: Path, priority: ServerValue | undefined): void {
    const place = priority === undefined ? this.find(path) : this.placeAt(path);
    if (place !== undefined) place.priority = priority;
  }

  /** Forgets what was found at a path and below it: another value takes its place. */
  drop(path: Path): void {
    const key = path.at(-1);
    if (key === undefined) this.top = undefined;
    else this.find(path.slice(0, -1))?.below.delete(key);
  }

  private find(path: Path): Place | undefined {
    return path.reduce((place: Place | undefined, key) => place?.below.get(key), this.top);
  }

  private placeAt(path: Path): Place {
    this.top ??= { below: new Map() };
    return path.reduce((place, key) => {
      const next = place.below.get(key) ?? { below: new Map() };
      place.below.set(key, next);
      return next;
    }, this.top);
  }
}

function evaluated(node: Node, { value, priority, below }: Place, { existing, now }: Moment): Node {
  let result = node;
  for (const [key, place] of below) {
    const child = evaluated(childOf(node, key), place, { existing: childOf(existing, key), now });
    result = withNodeAt(result, [key], child);
  }
  if (value !== undefined) result = withPriority(resultOf(value, existing, now), priorityOf(node));
  return priority === undefined ? result : withPriority(result, resultOf(priority, priorityOf(existing), now));
}

/** What `{".sv": …}` stands for. */
export type ServerValue = 'timestamp' | { readonly increment: number };

/** The server value that a JSON value is; `undefined` if it is none. Throws `invalid_data` for an unknown one. */
export function serverValueFrom(json: unknown): ServerValue | undefined {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, '.sv')) return undefined;
  const spec = (json as { '.sv': unknown })['.sv'];
  if (spec === 'timestamp') return spec;
  const increment = typeof spec === 'object' && spec !== null ? (spec as Record<string, unknown>).increment : undefined;
  if (typeof increment === 'number') return { increment };
  throw invalidData(`couldn't parse server value ${JSON.stringify(spec)}. Use "timestamp" or {"increment": number}`);
}

/** The time, or the existing number plus the increment (the increment alone if there is no number). */
export function resultOf(value: ServerValue, existing: Node, now: number): number {
  if (value === 'timestamp') return now;
  const current = primitiveOf(existing);
  const sum = typeof current === 'number' ? current + value.increment : value.increment;
  if (!Number.isFinite(sum)) throw invalidData('an increment must end in a finite number');
  return sum;
}
