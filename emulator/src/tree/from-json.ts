import { Failure } from '../failure.js';
import { compareKeys } from './key-order.js';
import {
  type Node,
  type Primitive,
  type Priority,
  type Value,
  branchOf,
  childOf,
  primitiveOf,
  priorityOf,
  withPriority,
} from './node.js';
import { DEPTH_PROBLEM, MAX_DEPTH, keyProblem } from './paths.js';

/** Longest string the service stores, in UTF-8 bytes. */
export const MAX_STRING_BYTES = 10 * 1024 * 1024;

/** What reading a value needs to know besides the value. */
export interface ReadContext {
  /** Milliseconds since 1970 that `{".sv": "timestamp"}` stands for. */
  now: number;
  /** How many keys lie above the value: data may be 32 levels deep in all. */
  depth: number;
}

/**
 * Turns parsed JSON into a node: arrays become children with integer keys, nulls and empty objects vanish, `.priority`,
 * `.value` and `.sv` are understood, `existing` (the node it will replace) is what an increment counts from.
 * Throws `invalid_data` in the service's words for anything it would refuse.
 */
export function fromJson(json: unknown, existing: Node, context: ReadContext): Node {
  return new Reader(context.now).read(json, existing, context.depth);
}

/** One conversion; remembers the keys it has checked and shares equal key lists between siblings. */
class Reader {
  private readonly checked = new Set<string>();
  private lastKeys: readonly string[] = [];

  constructor(private readonly now: number) {}

  read(json: unknown, existing: Node, depth: number): Node {
    if (json === null || json === undefined) return null;
    if (typeof json !== 'object') return checkedPrimitive(json);
    if (depth > MAX_DEPTH) throw invalid(DEPTH_PROBLEM);
    if (Array.isArray(json)) return this.readArray(json, existing, depth);
    return this.readObject(json as Record<string, unknown>, existing, depth);
  }

  private readArray(items: unknown[], existing: Node, depth: number): Node {
    const keys: string[] = [];
    const values: Value[] = [];
    for (let i = 0; i < items.length; i++) {
      const key = String(i);
      const value = this.read(items[i], childOf(existing, key), depth + 1);
      if (value === null) continue;
      keys.push(key);
      values.push(value);
    }
    return this.branch(keys, values, null, depth);
  }

  private readObject(json: Record<string, unknown>, existing: Node, depth: number): Node {
    const names = Object.keys(json);
    const special = names.some((name) => name.charCodeAt(0) === 46);
    if (!special) return this.readChildren(names, json, existing, depth, null);
    if (Object.hasOwn(json, '.sv')) return serverValue(json['.sv'], existing, this.now);
    const priority = readPriority(json['.priority'], existing, this.now);
    const value = json['.value'];
    if (value !== undefined && value !== null) return withPriority(this.read(value, existing, depth), priority);
    const children = names.filter((name) => name !== '.priority' && name !== '.value');
    return this.readChildren(children, json, existing, depth, priority);
  }

  private readChildren(
    names: string[],
    json: Record<string, unknown>,
    existing: Node,
    depth: number,
    priority: Priority | null,
  ): Node {
    const keys: string[] = [];
    const values: Value[] = [];
    let sorted = true;
    for (const name of names) {
      this.check(name);
      const item = json[name];
      const old = existing === null || typeof item !== 'object' ? null : childOf(existing, name);
      const value = this.read(item, old, depth + 1);
      if (value === null) continue;
      sorted &&= keys.length === 0 || compareKeys(keys[keys.length - 1]!, name) < 0;
      keys.push(name);
      values.push(value);
    }
    return sorted ? this.branch(keys, values, priority, depth) : this.sortedBranch(keys, values, priority, depth);
  }

  private sortedBranch(keys: string[], values: Value[], priority: Priority | null, depth: number): Node {
    const order = keys.map((_, i) => i).sort((a, b) => compareKeys(keys[a]!, keys[b]!));
    return this.branch(
      order.map((i) => keys[i]!),
      order.map((i) => values[i]!),
      priority,
      depth,
    );
  }

  /** Rows of a table repeat their keys: siblings share one list, which halves the memory of such data. */
  private branch(keys: readonly string[], values: readonly Value[], priority: Priority | null, depth: number): Node {
    if (keys.length > 0 && depth >= MAX_DEPTH) throw invalid(DEPTH_PROBLEM);
    if (sameList(keys, this.lastKeys)) return branchOf(this.lastKeys, values, priority);
    this.lastKeys = keys;
    return branchOf(keys, values, priority);
  }

  private check(key: string): void {
    if (this.checked.has(key)) return;
    const problem = keyProblem(key);
    if (problem !== undefined) throw invalid(problem);
    if (this.checked.size < 10_000) this.checked.add(key);
  }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function checkedPrimitive(value: unknown): Primitive {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw invalid(`couldn't parse number ${value}. Numbers must be finite`);
    // JSON.stringify writes -0 as 0: kept as it is, client and server would never agree on its hash.
    return value + 0;
  }
  if (typeof value !== 'string') throw invalid(`couldn't parse a value of type ${typeof value}`);
  if (value.length * 3 > MAX_STRING_BYTES && Buffer.byteLength(value) > MAX_STRING_BYTES) {
    throw invalid(`a string is larger than ${MAX_STRING_BYTES} bytes; split it or keep it in Cloud Storage`);
  }
  return value;
}

function readPriority(json: unknown, existing: Node, now: number): Priority | null {
  if (json === undefined || json === null) return null;
  const value = isServerValue(json) ? serverValue(json['.sv'], priorityOf(existing), now) : json;
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw invalid('.priority must be a string or a finite number');
}

function isServerValue(json: unknown): json is { '.sv': unknown } {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, '.sv');
}

/** Works out `{".sv": …}`: the time, or the number that stands there plus a delta (the delta alone if none does). */
function serverValue(spec: unknown, existing: Node, now: number): Primitive {
  if (spec === 'timestamp') return now;
  const delta = typeof spec === 'object' && spec !== null ? (spec as Record<string, unknown>).increment : undefined;
  if (typeof delta !== 'number') {
    throw invalid(`couldn't parse server value ${JSON.stringify(spec)}. Use "timestamp" or {"increment": number}`);
  }
  const current = primitiveOf(existing);
  return typeof current === 'number' ? current + delta : delta;
}

/** Reads what a write to `PATH/.priority` carries. */
export function priorityFromJson(json: unknown, existing: Node, now: number): Priority | null {
  return readPriority(json, existing, now);
}

function invalid(reason: string): Failure {
  return new Failure('invalid_data', `Invalid data; ${reason}`);
}
