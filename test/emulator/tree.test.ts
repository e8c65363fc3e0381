import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromJson } from '@segue/emulator/tree/from-json';
import { compareKeys } from '@segue/emulator/tree/key-order';
import { Branch, type Node, eachChild, nodeAt, sameNode, withNodeAt } from '@segue/emulator/tree/node';
import {
  type Page,
  each,
  fromSorted,
  insert,
  lookup,
  remove,
  scanDown,
  scanUp,
  sizeOf,
} from '@segue/emulator/tree/pages';
import { toJson, toValue } from '@segue/emulator/tree/to-json';
import { check, keys, paths, trees } from './samples.js';

const compareNumbers = (a: number, b: number): number => a - b;

function node(json: unknown): Node {
  return fromJson(json, null, { now: 0, depth: 0 });
}

/** The model: plain Maps, written the obvious way. */
type Model = string | number | boolean | null | Map<string, Model>;

function modelOf(json: unknown): Model {
  if (typeof json !== 'object' || json === null) return json as Model;
  const entries = Object.entries(json).map(([key, value]) => [key, modelOf(value)] as const);
  const full = entries.filter(([, value]) => value !== null);
  return full.length === 0 ? null : new Map(full);
}

function written(model: Model, path: string[], value: Model): Model {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const child = written(model instanceof Map ? (model.get(key) ?? null) : null, rest, value);
  const children = new Map(model instanceof Map ? model : []);
  if (child === null) children.delete(key);
  else children.set(key, child);
  if (children.size > 0) return children;
  return model instanceof Map ? null : model;
}

function modelOfNode(tree: Node): Model {
  return modelOf(JSON.parse(toJson(tree, 'objects')));
}

describe('the tree', () => {
  it('does what plain maps do, write after write', () => {
    check(
      fc.property(trees, fc.array(fc.tuple(paths, fc.option(trees)), { maxLength: 12 }), (start, writes) => {
        let tree = node(start);
        let model = modelOf(start);
        for (const [path, json] of writes) {
          const before = toJson(tree);
          const next = withNodeAt(tree, path, node(json));
          expect(toJson(tree)).toBe(before);
          tree = next;
          model = written(model, path, modelOf(json));
        }
        expect(modelOfNode(tree)).toEqual(model);
      }),
    );
  });

  it('keeps children in the order of keys', () => {
    check(
      fc.property(fc.uniqueArray(keys), (names) => {
        const tree = node(JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:1`).join(',')}}`));
        const found: string[] = [];
        eachChild(tree, (key) => found.push(key));
        expect(found).toEqual([...names].sort(compareKeys));
      }),
    );
  });

  it('comes back from its own export', () => {
    check(
      fc.property(trees, (json) => {
        expect(sameNode(node(JSON.parse(toJson(node(json), 'export'))), node(json))).toBe(true);
        expect(sameNode(node(toValue(node(json))), node(json))).toBe(true);
      }),
    );
  });

  it('leaves what is not written as it was, object for object', () => {
    const json: Record<string, unknown> = {};
    for (let i = 0; i < 2_000; i++) json[`k${i}`] = { v: i };
    const before = node(json) as Branch;
    const after = withNodeAt(before, ['k7', 'v'], 'new') as Branch;
    expect(nodeAt(after, ['k8'])).toBe(nodeAt(before, ['k8']));
    const pages = (branch: Branch): unknown[] => ('pages' in branch.children ? [...branch.children.pages] : []);
    const shared = pages(after).filter((page) => pages(before).includes(page));
    expect(shared).toHaveLength(pages(before).length - 1);
  });

  it('keeps priorities, and drops them with the node', () => {
    const tree = node({ a: { '.value': 1, '.priority': 'p' }, b: { '.priority': 2, c: 1 }, d: { '.priority': 1 } });
    expect(toValue(tree, 'export')).toEqual({ a: { '.value': 1, '.priority': 'p' }, b: { '.priority': 2, c: 1 } });
    expect(toValue(withNodeAt(tree, ['a', 'x'], 5), 'export')).toMatchObject({ a: { x: 5, '.priority': 'p' } });
    expect(toValue(withNodeAt(tree, ['b', 'c'], null), 'export')).toEqual({ a: { '.value': 1, '.priority': 'p' } });
  });

  it('counts increments from what is there, or from nothing', () => {
    const existing = node({ n: 5, s: 'text' });
    const json = { n: { '.sv': { increment: 2 } }, s: { '.sv': { increment: 1 } }, t: { '.sv': 'timestamp' } };
    expect(toValue(fromJson(json, existing, { now: 9, depth: 0 }))).toEqual({ n: 7, s: 1, t: 9 });
  });
});

describe('pages', () => {
  const operations = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.boolean()), { maxLength: 1_500 });

  it('do what a sorted list does', () => {
    check(
      fc.property(fc.integer({ min: 0, max: 300 }), operations, (start, steps) => {
        const first = Array.from({ length: start }, (_, i) => i * 2);
        let map: Page<number, number> | null = fromSorted(first, first);
        const model = new Map(first.map((key) => [key, key]));
        steps.forEach(([key, add], i) => {
          map = add ? insert(map, key, i, compareNumbers) : remove(map, key, compareNumbers);
          if (add) model.set(key, i);
          else model.delete(key);
        });
        const sorted = [...model].sort((a, b) => a[0] - b[0]);
        const found: [number, number][] = [];
        each(map, (key, value) => found.push([key, value]));
        expect(found).toEqual(sorted);
        expect(sizeOf(map)).toBe(sorted.length);
        for (const key of [0, 1, 7, 200, 399, 1_000]) expect(lookup(map, key, compareNumbers)).toBe(model.get(key));
      }),
      60,
    );
  });

  it('scan from any key, up and down, until stopped', () => {
    const list = Array.from({ length: 1_000 }, (_, i) => i * 2);
    const map = fromSorted(list, list);
    const scan = (way: typeof scanUp, from: number | undefined): number[] => {
      const found: number[] = [];
      way(map, from, compareNumbers, (key) => found.push(key) < 3);
      return found;
    };
    expect(scan(scanUp, 11)).toEqual([12, 14, 16]);
    expect(scan(scanUp, undefined)).toEqual([0, 2, 4]);
    expect(scan(scanUp, -5)).toEqual([0, 2, 4]);
    expect(scan(scanUp, 1_999)).toEqual([]);
    expect(scan(scanDown, 11)).toEqual([10, 8, 6]);
    expect(scan(scanDown, undefined)).toEqual([1_998, 1_996, 1_994]);
    expect(scan(scanDown, 12)).toEqual([12, 10, 8]);
    expect(scan(scanDown, -1)).toEqual([]);
  });
});
