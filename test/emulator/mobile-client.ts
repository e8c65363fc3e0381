import { createHash } from 'node:crypto';
import { compareKeys } from '@segue/emulator/tree/key-order';
import {
  type Node,
  PrioritisedLeaf,
  type Priority,
  Branch,
  childOf,
  eachChild,
  priorityOf,
  withNodeAt,
  withPriority,
} from '@segue/emulator/tree/node';

/*
 * How the Android and iOS SDKs describe what they hold, and what they make of the ranges that come back. Follows
 * `CompoundHash` and `RangeMerge` of firebase-android-sdk, quirks included, and shares with the emulator only the tree
 * and the order of keys, which hash.test.ts compares with the JavaScript SDK's.
 */

const PRIORITY = '.priority';

/** The `ch` of a listen: paths of posts, and hashes of the ranges between them. */
export interface SentHash {
  readonly ps: readonly string[];
  readonly hs: readonly string[];
}

/** A range of a message `rm`, read from JSON. */
export interface ReceivedRange {
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly node: Node;
}

/** Describes a tree. `splits` says whether a range ends with the leaf at a path. */
export function compoundHash(node: Node, splits: (path: string) => boolean): SentHash {
  const builder = new HashBuilder(splits);
  if (node !== null) builder.add(node);
  return builder.finish();
}

class HashBuilder {
  private readonly ps: string[] = [];
  private readonly hs: string[] = [];
  /** Of the range that has begun; empty while none has. */
  private text = '';
  private needsComma = true;
  private path: string[] = [];
  private lastLeaf: string[] = [];

  constructor(private readonly splits: (path: string) => boolean) {}

  add(node: Exclude<Node, null>): void {
    if (!(node instanceof Branch)) return this.leaf(node);
    let passed = node.priority === null;
    eachChild(node, (key, child) => {
      if (!passed && compareKeys(key, PRIORITY) > 0) {
        passed = true;
        this.child(PRIORITY, node.priority!);
      }
      this.child(key, child);
    });
  }

  finish(): SentHash {
    if (this.text !== '') this.endRange(0);
    return { ps: this.ps, hs: [...this.hs, ''] };
  }

  private child(key: string, node: Exclude<Node, null>): void {
    this.beginRange();
    this.text += `${this.needsComma ? ',' : ''}${quoted(key)}:(`;
    this.needsComma = false;
    this.path = [...this.path, key];
    this.add(node);
    this.path = this.path.slice(0, -1);
    if (this.text !== '') this.text += ')';
    this.needsComma = true;
  }

  private leaf(node: Exclude<Node, null | Branch>): void {
    this.beginRange();
    this.lastLeaf = this.path;
    const priority = priorityOf(node);
    if (priority !== null) this.text += `priority:${valueText(priority)}:`;
    this.text += valueText(node instanceof PrioritisedLeaf ? node.value : node);
    this.needsComma = true;
    if (this.splits(this.path.join('/'))) this.endRange(this.path.length);
  }

  private beginRange(): void {
    if (this.text !== '') return;
    this.text = `(${this.path.map((key) => `${quoted(key)}:(`).join('')}`;
    this.needsComma = false;
  }

  private endRange(depth: number): void {
    this.hs.push(sha1(this.text + ')'.repeat(depth + 1)));
    this.ps.push(this.lastLeaf.join('/') || '/');
    this.text = '';
  }
}

function valueText(value: string | number | boolean): string {
  if (typeof value === 'boolean') return `boolean:${value}`;
  if (typeof value === 'string') return `string:${quoted(value)}`;
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return `number:${bytes.toString('hex')}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Base64 of SHA-1, as the SDKs hash. */
export function sha1(text: string): string {
  return createHash('sha1').update(text, 'utf8').digest('base64');
}

/** What a client holds after a range has arrived. */
export function applyRange(held: Node, { start, end, node }: ReceivedRange): Node {
  return updated([], held, node, { start: keysOf(start), end: keysOf(end) });
}

interface Bounds {
  readonly start: string[] | null;
  readonly end: string[] | null;
}

function updated(path: string[], held: Node, update: Node, bounds: Bounds): Node {
  const { start, end } = bounds;
  const afterStart = start === null ? 1 : comparePaths(path, start);
  const afterEnd = end === null ? -1 : comparePaths(path, end);
  const startWithin = start !== null && contains(path, start);
  const endWithin = end !== null && contains(path, end);
  if (afterStart > 0 && afterEnd < 0 && !endWithin) return update;
  if (afterStart > 0 && endWithin && isLeaf(update)) return update;
  if (afterStart > 0 && afterEnd === 0) return isLeaf(held) ? null : held;
  if (!startWithin && !endWithin) return held;
  let result = held;
  for (const key of affectedKeys(held, update)) {
    const child = updated([...path, key], immediateChild(held, key), immediateChild(update, key), bounds);
    result = withImmediateChild(result, key, child);
  }
  return result;
}

/** The priority is last, so that the node is not empty when it is set. */
function affectedKeys(held: Node, update: Node): string[] {
  const keys = new Set<string>();
  for (const node of [held, update]) eachChild(node, (key) => keys.add(key));
  return [...keys, ...(priorityOf(held) === null && priorityOf(update) === null ? [] : [PRIORITY])];
}

function immediateChild(node: Node, key: string): Node {
  return key === PRIORITY ? priorityOf(node) : childOf(node, key);
}

function withImmediateChild(node: Node, key: string, child: Node): Node {
  return key === PRIORITY ? withPriority(node, child as Priority | null) : withNodeAt(node, [key], child);
}

function isLeaf(node: Node): boolean {
  return node !== null && !(node instanceof Branch);
}

function contains(path: string[], other: string[]): boolean {
  return path.every((key, level) => other[level] === key);
}

/** The SDKs' order of paths. */
export function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let level = 0; level < a.length && level < b.length; level++) {
    const order = compareKeys(a[level]!, b[level]!);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function keysOf(path: string | undefined): string[] | null {
  return path === undefined ? null : path.split('/').filter((key) => key !== '');
}
