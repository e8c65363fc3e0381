import type { Updates } from '@segue/core/contract/stored/updates';
import { refuse } from '@segue/functions/pipeline/ports';
import type { JsonTransaction, JsonTree } from '@segue/functions/store/json-tree';

type Json = unknown;
type Branch = Record<string, Json>;

/** Called with the paths of every write. */
export type Written = (paths: string[]) => void;

/**
 * The database port over a plain object, with the service's rules for values: `null` and empty objects vanish, several
 * paths are written as one, `increment` adds. Reads return JSON with arrays where the keys are dense, as REST does.
 */
export class MemoryTree implements JsonTree {
  private root: Json;

  constructor(
    root: Json = null,
    private readonly written: Written = () => undefined,
  ) {
    this.root = clean(root);
  }

  read(path: string): Promise<unknown> {
    return Promise.resolve(withArrays(this.at(path)));
  }

  keys(path: string): Promise<string[]> {
    const node = this.at(path);
    return Promise.resolve(isBranch(node) ? Object.keys(node) : []);
  }

  find(path: string, name: string, value: string | boolean): Promise<Record<string, unknown>> {
    const children = Object.entries((this.at(path) ?? {}) as Record<string, Branch>);
    return Promise.resolve(Object.fromEntries(children.filter(([, child]) => child[name] === value).map(copied)));
  }

  newest(path: string, count: number): Promise<Record<string, unknown>> {
    const children = Object.entries((this.at(path) ?? {}) as Branch).sort(([a], [b]) => (a < b ? -1 : 1));
    return Promise.resolve(Object.fromEntries(children.slice(-count).map(copied)));
  }

  write(updates: Updates): Promise<void> {
    for (const [path, value] of Object.entries(updates)) this.root = put(this.root, split(path), clean(value));
    this.written(Object.keys(updates));
    return Promise.resolve();
  }

  async transact(path: string, change: (current: unknown) => unknown): Promise<JsonTransaction> {
    const current = withArrays(this.at(path));
    const next = change(current);
    if (next === refuse) return { committed: false, value: current };
    await this.write({ [path]: next });
    return { committed: true, value: withArrays(this.at(path)) };
  }

  /** Reads the value at a path synchronously. */
  peek(path: string): unknown {
    return withArrays(this.at(path));
  }

  /** The whole tree, for comparisons. */
  snapshot(): unknown {
    return withArrays(this.root);
  }

  private at(path: string): Json {
    return split(path).reduce<Json>((node, key) => (isBranch(node) ? (node[key] ?? null) : null), this.root);
  }
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function isBranch(node: Json): node is Branch {
  return typeof node === 'object' && node !== null;
}

/** Values as the database stores them: only objects, without `null` or empty ones. */
function clean(value: Json): Json {
  if (!isBranch(value)) return value ?? null;
  if ('.sv' in value) return value;
  const entries = Object.entries(value)
    .map(([key, child]) => [key, clean(child)] as const)
    .filter(([, child]) => child !== null);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function put(node: Json, keys: string[], value: Json): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return resolve(node, value);
  const branch: Branch = isBranch(node) ? { ...node } : {};
  const child = put(branch[key] ?? null, rest, value);
  const others = Object.entries(branch).filter(([name]) => name !== key);
  if (child === null) return others.length === 0 ? null : Object.fromEntries(others);
  return { ...branch, [key]: child };
}

function resolve(node: Json, value: Json): Json {
  if (!isBranch(value) || !('.sv' in value)) return value;
  const { increment } = value['.sv'] as { increment: number };
  return (typeof node === 'number' ? node : 0) + increment;
}

function copied([key, child]: [string, Json]): [string, unknown] {
  return [key, withArrays(child)];
}

const converted = new WeakMap<object, unknown>();

/**
 * The service's own rule: an array if all keys are whole numbers and more than half of those from 0 to the last exist.
 * Branches never change, so their converted form is cached, and frozen because readers share it.
 */
function withArrays(node: Json): unknown {
  if (!isBranch(node)) return node;
  let known = converted.get(node);
  if (known === undefined) converted.set(node, (known = Object.freeze(convert(node))));
  return known;
}

function convert(node: Branch): object {
  const keys = Object.keys(node);
  const dense = keys.every((key) => /^(0|[1-9]\d*)$/.test(key)) && Math.max(...keys.map(Number)) < keys.length * 2;
  if (!dense) return Object.fromEntries(Object.entries(node).map(copied));
  const array: unknown[] = Array.from({ length: Math.max(...keys.map(Number)) + 1 }, () => null);
  for (const [key, child] of Object.entries(node)) array[Number(key)] = withArrays(child);
  return array;
}
