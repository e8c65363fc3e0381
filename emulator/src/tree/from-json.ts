import { invalidData } from '../failure.js';
import { KeyLists } from './key-lists.js';
import { arrayKey, compareKeys } from './key-order.js';
import { type Node, type Primitive, type Priority, type Value, branchOf, priorityOf, withPriority } from './node.js';
import { DEPTH_PROBLEM, MAX_DEPTH, keyProblem } from './paths.js';
import { ServerValues, evaluate, resultOf, serverValueFrom } from './server-values.js';
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
export function fromJson(json: unknown, existing: Node, { now, depth }: ReadContext): Node {
  const reader = new NodeReader();
  const node = reader.read(json, depth);
  return evaluate({ node, serverValues: reader.serverValues }, existing, now);
}

/** Reads the value of a write to `PATH/.priority`. Throws `invalid_data`. */
export function priorityFromJson(json: unknown, existing: Node, now: number): Priority | null {
  const value = serverValueFrom(json);
  return checkedPriority(value === undefined ? json : resultOf(value, priorityOf(existing), now));
}

/** A list of keys that has already been checked: as given, and in key order. */
interface KnownKeys {
  readonly given: readonly string[];
  readonly sorted: readonly string[];
}

const NO_KEYS: KnownKeys = { given: [], sorted: [] };

/**
 * One conversion, of JSON that is read whole (`read`) or in parts (`readMember`, `nodeFrom`). Rows of a table repeat
 * their keys, so each level remembers its last list of keys: the next sibling need not check its keys and shares the
 * list, which halves the memory of such data.
 */
export class NodeReader {
  /** Those in what has been read; where they stand, its nodes have 0. */
  readonly serverValues = new ServerValues();
  private readonly known: KnownKeys[] = [];
  private readonly keyLists = new KeyLists();
  /** The reader's position within the value; only server values, which are rare, need it. */
  private readonly trail: (string | number)[] = [];

  /** Reads a whole value that is at `depth`. Throws `invalid_data`. */
  read(json: unknown, depth: number): Node {
    if (json === null || json === undefined) return null;
    if (typeof json !== 'object') return checkedPrimitive(json);
    if (depth > MAX_DEPTH) throw invalidData(DEPTH_PROBLEM);
    return Array.isArray(json) ? this.readArray(json, depth) : this.readObject(json as Record<string, unknown>, depth);
  }

  /** Begins to read the members of the node under a key one by one; `leave` ends it. Throws `invalid_data`. */
  enter(key: string): void {
    this.expect(key);
    this.trail.push(key);
  }

  leave(): void {
    this.trail.pop();
  }

  /** Reads the member under a key of an object at `depth`. Throws `invalid_data`. */
  readMember(key: string, json: unknown, depth: number): Node {
    this.expect(key);
    return this.readChild(json, key, depth);
  }

  /**
   * Makes the node of an object at `depth` from members that `readMember` has read, in any order; of two with the same
   * key, the later counts. Throws `invalid_data`.
   *
   * @param special its members `.priority`, `.value` and `.sv`, as JSON
   */
  nodeFrom(keys: string[], values: Node[], special: Record<string, unknown>, depth: number): Node {
    const [sorted, nodes] = inKeyOrder(keys, values);
    return this.withSpecial(special, depth, (priority) =>
      this.makeBranch(sorted, nodes, !nodes.includes(null), priority, depth),
    );
  }

  /** Checks the key of the next member, which replaces an earlier one with the same key. */
  private expect(key: string): void {
    checkKey(key);
    if (this.serverValues.top !== undefined) this.serverValues.drop([...this.path, key]);
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
    return this.makeBranch(arrayKeys(items.length), values, full, null, depth);
  }

  private readObject(json: Record<string, unknown>, depth: number): Node {
    const names = Object.keys(json);
    const known = this.known[depth] ?? NO_KEYS;
    if (sameList(names, known.given)) return this.readChildren(known.sorted, json, depth, null);
    if (!names.some(isSpecial)) return this.readChildren(this.learn(names, depth), json, depth, null);
    return this.withSpecial(json, depth, (priority) => {
      const children = names.filter((name) => name !== '.priority' && name !== '.value');
      return this.readChildren(this.learn(children, depth), json, depth, priority);
    });
  }

  /** The node of an object with special members, `branch` making that of its children. */
  private withSpecial(json: Record<string, unknown>, depth: number, branch: (priority: Priority | null) => Node): Node {
    const serverValue = serverValueFrom(json);
    const value = json['.value'];
    if (serverValue === undefined && (value === undefined || value === null)) {
      return branch(this.readPriority(json['.priority']));
    }
    // Other members, which may have been read already, count for nothing.
    this.serverValues.drop(this.path);
    if (serverValue === undefined) return withPriority(this.read(value, depth), this.readPriority(json['.priority']));
    this.serverValues.setValue(this.path, serverValue);
    return 0;
  }

  private readPriority(json: unknown): Priority | null {
    const serverValue = serverValueFrom(json);
    this.serverValues.setPriority(this.path, serverValue);
    return serverValue === undefined ? checkedPriority(json) : 0;
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
    return this.makeBranch(keys, values, full, priority, depth);
  }

  private readChild(json: unknown, key: string | number, depth: number): Node {
    if (typeof json !== 'object') return this.read(json, depth + 1);
    this.trail.push(key);
    const node = this.read(json, depth + 1);
    this.trail.pop();
    return node;
  }

  /** Makes a branch of ordered children, leaving out nulls (`full` says that there are none). */
  private makeBranch(
    keys: readonly string[],
    values: readonly Node[],
    full: boolean,
    priority: Priority | null,
    depth: number,
  ): Node {
    if (!full) {
      const left = this.keyLists.shared(keys.filter((_, i) => values[i] !== null));
      // As large as it needs to be: what `filter` returns has room for more.
      const present = values.filter((value) => value !== null).slice();
      return this.makeBranch(left, present, true, priority, depth);
    }
    if (keys.length > 0 && depth >= MAX_DEPTH) throw invalidData(DEPTH_PROBLEM);
    return branchOf(keys, values as readonly Value[], priority);
  }

  private get path(): string[] {
    return this.trail.map(String);
  }

  /** Checks and remembers new keys; returns them in order. */
  private learn(given: readonly string[], depth: number): readonly string[] {
    given.forEach(checkKey);
    const ordered = given.every((key, i) => i === 0 || compareKeys(given[i - 1]!, key) < 0);
    const sorted = this.keyLists.shared(ordered ? given : [...given].sort(compareKeys));
    this.known[depth] = { given, sorted };
    return sorted;
  }
}

function checkKey(key: string): void {
  const problem = keyProblem(key);
  if (problem !== undefined) throw invalidData(problem);
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
    if (!Number.isFinite(value)) throw invalidData(`couldn't parse number ${value}. Numbers must be finite`);
    // JSON.stringify writes -0 as 0: if -0 were kept, client and server would never agree on its hash.
    return value + 0;
  }
  if (typeof value !== 'string') throw invalidData(`couldn't parse a value of type ${typeof value}`);
  if (isLongerThan(value, MAX_STRING_BYTES)) {
    throw invalidData(`a string is larger than ${MAX_STRING_BYTES} bytes; split it or keep it in Cloud Storage`);
  }
  return value;
}

function checkedPriority(json: unknown): Priority | null {
  if (json === undefined || json === null) return null;
  if (typeof json === 'string' || (typeof json === 'number' && Number.isFinite(json))) return json;
  throw invalidData('.priority must be a string or a finite number');
}
