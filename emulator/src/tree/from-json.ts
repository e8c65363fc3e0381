import { RequestFailure } from '../failure.js';
import { arrayKey, compareKeys } from './key-order.js';
import {
  type Node,
  type Primitive,
  type Priority,
  type Value,
  branchOf,
  nodeAt,
  primitiveOf,
  priorityOf,
  withPriority,
} from './node.js';
import { DEPTH_PROBLEM, MAX_DEPTH, keyProblem } from './paths.js';
import { isLongerThan } from './text-size.js';

/** Longest string the service stores, in UTF-8 bytes. */
const MAX_STRING_BYTES = 10 * 1024 * 1024;

/** What it takes to read a value, besides the value. */
export interface ReadContext {
  /** Milliseconds since 1970, the value of `{".sv": "timestamp"}`. */
  now: number;
  /** How many keys are above the value: data may be 32 levels deep in all. */
  depth: number;
}

/**
 * Turns parsed JSON into a node: arrays become children with integer keys, nulls and empty objects vanish, and
 * `.priority`, `.value` and `.sv` are interpreted. Increments start from `existing`, the node it will replace. Throws
 * `invalid_data` in the service's words for anything the service would refuse.
 */
export function fromJson(json: unknown, existing: Node, context: ReadContext): Node {
  return new TreeReader(existing, context).read(json, context.depth);
}

/** A list of keys that has already been checked: as given, and in key order. */
interface KnownKeys {
  readonly given: readonly string[];
  readonly sorted: readonly string[];
}

const NO_KEYS: KnownKeys = { given: [], sorted: [] };

/**
 * One conversion, of JSON that is read whole (`read`) or in parts (`member`, `join`). Rows of a table repeat their keys, so each level remembers its last list of keys: the next sibling
 * need not check its keys and shares the list, which halves the memory of such data.
 */
export class TreeReader {
  private readonly known: KnownKeys[] = [];
  /** The reader's position within the value; server values, which are rare, use it to find what they replace. */
  private readonly trail: (string | number)[] = [];

  constructor(
    private readonly existing: Node,
    private readonly context: ReadContext,
  ) {}

  read(json: unknown, depth: number): Node {
    if (json === null || json === undefined) return null;
    if (typeof json !== 'object') return checkedPrimitive(json);
    if (depth > MAX_DEPTH) throw invalid(DEPTH_PROBLEM);
    return Array.isArray(json) ? this.readArray(json, depth) : this.readObject(json as Record<string, unknown>, depth);
  }

  private readArray(items: readonly unknown[], depth: number): Node {
    // Allocated in full: small arrays that grow step by step keep more room than they ever use.
    const values = new Array<Node>(items.length);
    let full = true;
    for (let i = 0; i < items.length; i++) {
      const value = this.readChild(items[i], i, depth);
      full &&= value !== null;
      values[i] = value;
    }
    return finished(arrayKeys(items.length), values, full, null, depth);
  }

  private readObject(json: Record<string, unknown>, depth: number): Node {
    const names = Object.keys(json);
    const known = this.known[depth] ?? NO_KEYS;
    if (sameList(names, known.given)) return this.readChildren(known.sorted, json, depth, null);
    if (!names.some(isSpecial)) return this.readChildren(this.learn(names, depth), json, depth, null);
    return this.special(json, depth, (priority) => {
      const children = names.filter((name) => name !== '.priority' && name !== '.value');
      return this.readChildren(this.learn(children, depth), json, depth, priority);
    });
  }

  /** The node of an object with special members, `branch` making that of its children. */
  private special(json: Record<string, unknown>, depth: number, branch: (priority: Priority | null) => Node): Node {
    if (Object.hasOwn(json, '.sv')) return serverValue(json['.sv'], this.replaced(), this.context.now);
    const priority = readPriority(json['.priority'], () => this.replaced(), this.context.now);
    const value = json['.value'];
    if (value !== undefined && value !== null) return withPriority(this.read(value, depth), priority);
    return branch(priority);
  }

  /** Begins to read the members of the node under a key one by one; `leave` ends it. */
  enter(key: string): void {
    const problem = keyProblem(key);
    if (problem !== undefined) throw invalid(problem);
    this.trail.push(key);
  }

  leave(): void {
    this.trail.pop();
  }

  /** Reads the member under a key of an object at `depth`. */
  member(key: string, json: unknown, depth: number): Node {
    const problem = keyProblem(key);
    if (problem !== undefined) throw invalid(problem);
    return this.readChild(json, key, depth);
  }

  /**
   * Makes the node of an object at `depth` from members that `member` has read, in any order; of two with the same key,
   * the later counts.
   *
   * @param special its members `.priority`, `.value` and `.sv`, as JSON
   */
  join(keys: string[], values: Node[], special: Record<string, unknown>, depth: number): Node {
    const [sorted, nodes] = inKeyOrder(keys, values);
    return this.special(special, depth, (priority) => finished(sorted, nodes, !nodes.includes(null), priority, depth));
  }

  private readChildren(
    keys: readonly string[],
    json: Record<string, unknown>,
    depth: number,
    priority: Priority | null,
  ): Node {
    const values = new Array<Node>(keys.length);
    let full = true;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      const value = this.readChild(json[key], key, depth);
      full &&= value !== null;
      values[i] = value;
    }
    return finished(keys, values, full, priority, depth);
  }

  private readChild(json: unknown, key: string | number, depth: number): Node {
    if (typeof json !== 'object') return this.read(json, depth + 1);
    this.trail.push(key);
    const node = this.read(json, depth + 1);
    this.trail.pop();
    return node;
  }

  private replaced(): Node {
    return nodeAt(this.existing, this.trail.map(String));
  }

  /** Checks and remembers new keys; returns them in order. */
  private learn(given: readonly string[], depth: number): readonly string[] {
    for (const key of given) {
      const problem = keyProblem(key);
      if (problem !== undefined) throw invalid(problem);
    }
    const ordered = given.every((key, i) => i === 0 || compareKeys(given[i - 1]!, key) < 0);
    const sorted = ordered ? given : [...given].sort(compareKeys);
    this.known[depth] = { given, sorted };
    return sorted;
  }
}

/** Makes a branch of ordered children, leaving out nulls (`full` says that there are none). */
function finished(
  keys: readonly string[],
  values: readonly Node[],
  full: boolean,
  priority: Priority | null,
  depth: number,
): Node {
  if (!full) {
    const left = keys.filter((_, i) => values[i] !== null);
    return finished(
      left,
      values.filter((value) => value !== null),
      true,
      priority,
      depth,
    );
  }
  if (keys.length > 0 && depth >= MAX_DEPTH) throw invalid(DEPTH_PROBLEM);
  return branchOf(keys, values as readonly Value[], priority);
}

function isSpecial(name: string): boolean {
  return name.charCodeAt(0) === 46;
}

/** Sorts members by key; the last of those with the same key stays. */
function inKeyOrder(keys: string[], values: Node[]): [string[], Node[]] {
  if (keys.every((key, i) => i === 0 || compareKeys(keys[i - 1]!, key) < 0)) return [keys, values];
  const order = keys.map((_, i) => i).sort((a, b) => compareKeys(keys[a]!, keys[b]!) || a - b);
  const last = order.filter((at, i) => keys[order[i + 1] ?? -1] !== keys[at]);
  return [last.map((at) => keys[at]!), last.map((at) => values[at]!)];
}

/** The keys of arrays by length, shared by all short arrays. */
const ARRAY_KEY_LISTS: (readonly string[])[] = [];

function arrayKeys(length: number): readonly string[] {
  const make = (): string[] => Array.from({ length }, (_, i) => arrayKey(i));
  return length <= 64 ? (ARRAY_KEY_LISTS[length] ??= make()) : make();
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
    // JSON.stringify writes -0 as 0: if -0 were kept, client and server would never agree on its hash.
    return value + 0;
  }
  if (typeof value !== 'string') throw invalid(`couldn't parse a value of type ${typeof value}`);
  if (isLongerThan(value, MAX_STRING_BYTES)) {
    throw invalid(`a string is larger than ${MAX_STRING_BYTES} bytes; split it or keep it in Cloud Storage`);
  }
  return value;
}

function readPriority(json: unknown, existing: () => Node, now: number): Priority | null {
  if (json === undefined || json === null) return null;
  const value = isServerValue(json) ? serverValue(json['.sv'], priorityOf(existing()), now) : json;
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw invalid('.priority must be a string or a finite number');
}

function isServerValue(json: unknown): json is { '.sv': unknown } {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, '.sv');
}

/** Evaluates `{".sv": …}`: the time, or the existing number plus a delta (the delta alone if there is no number). */
function serverValue(spec: unknown, existing: Node, now: number): Primitive {
  if (spec === 'timestamp') return now;
  const delta = typeof spec === 'object' && spec !== null ? (spec as Record<string, unknown>).increment : undefined;
  if (typeof delta !== 'number') {
    throw invalid(`couldn't parse server value ${JSON.stringify(spec)}. Use "timestamp" or {"increment": number}`);
  }
  const current = primitiveOf(existing);
  const sum = typeof current === 'number' ? current + delta : delta;
  if (!Number.isFinite(sum)) throw invalid('an increment must end in a finite number');
  return sum;
}

/** Reads the value of a write to `PATH/.priority`. */
export function priorityFromJson(json: unknown, existing: Node, now: number): Priority | null {
  return readPriority(json, () => existing, now);
}

function invalid(reason: string): RequestFailure {
  return new RequestFailure('invalid_data', `Invalid data; ${reason}`);
}
