import type { Caller } from '../credentials.js';
import { RequestFailure, invalidData } from '../failure.js';
import { type Query, indexName } from '../queries/query.js';
import { selected } from '../queries/window.js';
import type { Explanation } from '../rules/steps.js';
import type { WriteRequest } from '../rules/requests.js';
import type { Rules } from '../rules/rules.js';
import { fromJson, priorityFromJson } from '../tree/from-json.js';
import { hashOf } from '../tree/hash.js';
import { JsonStream } from '../tree/json-stream.js';
import { type Node, type Path, nodeAt, sameNode, withPriority } from '../tree/node.js';
import { formatPath, isWithin, parsePath, withoutPrioritySuffix } from '../tree/paths.js';
import { type Draft, evaluate } from '../tree/server-values.js';
import { type Change, type Commit, applyChanges, commitOf } from './change.js';
import { Listeners } from './listeners.js';

/**
 * Called before every write that would change something and may fire functions; returns what to do after the write.
 * Throws a `RequestFailure` to refuse the write.
 */
export type CommitObserver = (database: Database, commit: Commit, caller: Caller) => () => void;

/** A connection that keeps reading, and must stop when new rules no longer allow it. */
export interface RulesWatcher {
  rulesChanged(): void;
}

/** Options of a write. */
export interface WriteOptions {
  /** False for imports: the write fires no functions. */
  readonly triggers?: boolean;
  /** Refuses the write as `datastale` unless the node at its path has this hash. */
  readonly expectedHash?: string | undefined;
}

/** The value of a write: JSON, or, where that was long, what `readerFor` has made of it. */
export type WrittenValue = { readonly json: unknown } | { readonly draft: Draft };

/** Who writes, and when: rules compare `now` with timestamps that the write itself sets. */
interface Origin {
  readonly caller: Caller;
  readonly now: number;
}

/**
 * One database: an immutable tree, the rules that guard it and the listeners that watch it. Everything in it is
 * synchronous: no other request comes between judging a write, applying it and notifying the listeners.
 */
export class Database {
  readonly listeners = new Listeners();
  /** The rights to open reads, at the places that they depend on. */
  readonly rights = new Listeners();
  readonly watchers = new Set<RulesWatcher>();
  root: Node = null;

  constructor(
    /** The instance's name, as in `NAME.firebaseio.com`. */
    readonly name: string,
    private guard: Rules,
    private readonly observe: CommitObserver,
  ) {}

  get rules(): Rules {
    return this.guard;
  }

  /** Puts new rules into force at once: callers that may no longer read are cut off. */
  setRules(rules: Rules): void {
    this.guard = rules;
    for (const watcher of [...this.watchers]) watcher.rulesChanged();
  }

  /** Returns the node at a path as the caller may see it. Throws `permission_denied`. */
  read(path: Path, query: Query, caller: Caller): Node {
    this.judgeRead(path, query, caller);
    return selected(nodeAt(this.root, path), query);
  }

  /**
   * Throws `permission_denied` if a caller may not read a path by a query.
   *
   * @param touch called with each place that the verdict depends on
   */
  judgeRead(path: Path, query: Query, caller: Caller, touch?: (place: Path) => void): void {
    if (caller.admin) return;
    this.guard.judgeRead({ root: this.root, path, query, auth: caller.auth, now: Date.now(), touch });
  }

  /** Explains how the rules would judge `read`. */
  explainRead(path: Path, query: Query, caller: Caller): Explanation {
    if (caller.admin) return ADMINISTRATOR;
    return this.guard.explainRead({ root: this.root, path, query, auth: caller.auth, now: Date.now() });
  }

  /** Explains how the rules would judge `set`. Throws `invalid_data` as it does. */
  explainSet(pathText: string, json: unknown, caller: Caller): Explanation {
    const now = Date.now();
    return this.explainWrite([this.changeFor(pathText, json, now)], { caller, now });
  }

  /** Explains how the rules would judge `update`. Throws `invalid_data` as it does. */
  explainUpdate(pathText: string, json: unknown, caller: Caller): Explanation {
    const now = Date.now();
    return this.explainWrite(this.changesFor(pathText, updateFrom(json), now), { caller, now });
  }

  /** True if a query needs an index that the rules do not declare. */
  lacksIndex(path: Path, query: Query): boolean {
    const name = indexName(query.index);
    return name !== '.key' && name !== '.priority' && !this.guard.hasIndex(path, name);
  }

  /**
   * Throws `no_index` if a query needs an index that the rules do not declare: a single read requires one, a listen
   * does not. Callers that may not read at all get `permission_denied` instead.
   */
  requireIndex(path: Path, query: Query, caller: Caller): void {
    if (!this.lacksIndex(path, query)) return;
    this.judgeRead(path, query, caller);
    const name = indexName(query.index);
    const reason = `Index not defined, add ".indexOn": "${name}", for path "${formatPath(path)}", to the rules`;
    throw new RequestFailure('no_index', reason);
  }

  /** Replaces the node at a path (or, at `…/.priority`, its priority) with JSON; returns the node as stored. */
  set(pathText: string, json: unknown, caller: Caller, options: WriteOptions = {}): Node {
    const now = Date.now();
    return this.replace(this.changeFor(pathText, json, now), { caller, now }, options);
  }

  /** As `set`, for a long value that `readerFor` has read. */
  setDraft(pathText: string, draft: Draft, caller: Caller, options: WriteOptions = {}): Node {
    const now = Date.now();
    const path = parsePath(pathText);
    return this.replace({ path, node: evaluate(draft, nodeAt(this.root, path), now) }, { caller, now }, options);
  }

  /** As `set` or `setDraft`. */
  store(pathText: string, value: WrittenValue, caller: Caller, options: WriteOptions = {}): Node {
    return 'draft' in value
      ? this.setDraft(pathText, value.draft, caller, options)
      : this.set(pathText, value.json, caller, options);
  }

  /** The reader of a long value for a path, while its text arrives. Throws `invalid_data` for a priority. */
  readerFor(pathText: string): JsonStream {
    if (withoutPrioritySuffix(pathText)[1]) throw invalidData('a priority cannot be that long');
    return new JsonStream(parsePath(pathText).length);
  }

  /** Replaces several nodes below a path at once; keys may be paths. Returns the changes with paths from the root. */
  update(pathText: string, json: unknown, caller: Caller, options: WriteOptions = {}): Change[] {
    const now = Date.now();
    const changes = this.changesFor(pathText, updateFrom(json), now);
    this.write(parsePath(pathText), changes, { caller, now }, options);
    return changes;
  }

  /** Throws whatever `update` would throw now, without writing. */
  judgeUpdate(pathText: string, json: Record<string, unknown>, caller: Caller): void {
    const now = Date.now();
    this.judgeWrite(this.changesFor(pathText, json, now), { caller, now });
  }

  private replace(change: Change, origin: Origin, options: WriteOptions): Node {
    const { expectedHash } = options;
    if (expectedHash !== undefined && hashOf(nodeAt(this.root, change.path)) !== expectedHash) {
      throw new RequestFailure('datastale', 'Data stored at this location does not match the hash sent with the write');
    }
    this.write(change.path, [change], origin, options);
    return change.node;
  }

  /** Applies prepared changes as one write, judged as a whole. */
  private write(base: Path, changes: readonly Change[], origin: Origin, options: WriteOptions): void {
    const before = this.root;
    const after = this.judgeWrite(changes, origin);
    const real = changes.filter((change) => !sameNode(nodeAt(before, change.path), nodeAt(after, change.path)));
    if (real.length === 0) return;
    const commit = commitOf(before, after, base, real);
    const done = options.triggers === false ? null : this.observe(this, commit, origin.caller);
    this.root = after;
    // First: who has just lost a right must not hear of the write that took it.
    // safeguard: listens-end-with-their-right
    this.rights.notify(commit);
    this.listeners.notify(commit);
    done?.();
  }

  /** The tree with the changes applied. Throws `permission_denied` if the caller may not make them. */
  private judgeWrite(changes: readonly Change[], { caller, now }: Origin): Node {
    const request = this.writeRequest(changes, { caller, now });
    if (!caller.admin) this.guard.judgeWrite(request);
    return request.after;
  }

  private explainWrite(changes: readonly Change[], origin: Origin): Explanation {
    return origin.caller.admin ? ADMINISTRATOR : this.guard.explainWrite(this.writeRequest(changes, origin));
  }

  private writeRequest(changes: readonly Change[], { caller, now }: Origin): WriteRequest {
    const before = this.root;
    const paths = changes.map((change) => change.path);
    return { before, after: applyChanges(before, changes), paths, auth: caller.auth, now };
  }

  private changeFor(pathText: string, json: unknown, now: number): Change {
    const [text, isPriority] = withoutPrioritySuffix(pathText);
    return isPriority ? this.priorityChange(text, json, now, this.root) : this.valueChange(text, json, now);
  }

  /** Sets the priorities of an update after its values: they belong to the nodes that are then at their paths. */
  private changesFor(pathText: string, json: Record<string, unknown>, now: number): Change[] {
    const values: Change[] = [];
    const priorities: [string, unknown][] = [];
    for (const [key, value] of Object.entries(json)) {
      const [text, isPriority] = withoutPrioritySuffix(`${pathText}/${key}`);
      if (isPriority) priorities.push([text, value]);
      else values.push(this.valueChange(text, value, now));
    }
    refuseOverlaps(values);
    if (priorities.length === 0) return values;
    const root = applyChanges(this.root, values);
    const changes = priorities.map(([text, value]) => this.priorityChange(text, value, now, root));
    const covered = (change: Change): boolean => changes.some((priority) => isWithin(change.path, priority.path));
    return [...values.filter((change) => !covered(change)), ...changes];
  }

  private valueChange(text: string, json: unknown, now: number): Change {
    const path = parsePath(text);
    return { path, node: fromJson(json, nodeAt(this.root, path), { now, depth: path.length }) };
  }

  private priorityChange(text: string, json: unknown, now: number, root: Node): Change {
    const path = parsePath(text);
    const node = nodeAt(root, path);
    return { path, node: withPriority(node, priorityFromJson(json, node, now)) };
  }
}

const ADMINISTRATOR: Explanation = { allowed: true, reason: 'rules do not apply to administrators', steps: [] };

function updateFrom(json: unknown): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  throw invalidData('an update must be an object of paths and values');
}

/** An update with one path above another is ambiguous: the service refuses it. */
function refuseOverlaps(changes: readonly Change[]): void {
  const paths = new Set(changes.map((change) => change.path.join('/')));
  if (paths.size < changes.length) throw invalidData('an update names a path twice');
  for (const { path } of changes) {
    for (let level = 0; level < path.length; level++) {
      const above = path.slice(0, level).join('/');
      if (!paths.has(above)) continue;
      throw invalidData(`an update writes /${above} and, below it, /${path.join('/')}`);
    }
  }
}
