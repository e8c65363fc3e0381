import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareValues, orderingValue } from '@segue/emulator/queries/order';
import type { Bound, Query, QueryIndex } from '@segue/emulator/queries/query';
import { windowOf } from '@segue/emulator/queries/window';
import type { Commit } from '@segue/emulator/database/change';
import { type Update, viewOf } from '@segue/emulator/database/view';
import { fromJson } from '@segue/emulator/tree/from-json';
import { MAX_KEY, MIN_KEY, compareKeys } from '@segue/emulator/tree/key-order';
import { type Node, type Value, eachChild, sameNode, withNodeAt } from '@segue/emulator/tree/node';
import { toValue } from '@segue/emulator/tree/to-json';
import { check, keys, leaves, paths, trees } from './samples.js';

function node(json: unknown): Node {
  return fromJson(json, null, { now: 0, depth: 0 });
}

const indexes: fc.Arbitrary<QueryIndex> = fc.oneof(
  fc.constantFrom<QueryIndex>({ kind: 'key' }, { kind: 'value' }, { kind: 'priority' }),
  fc.array(keys, { minLength: 1, maxLength: 2 }).map((path): QueryIndex => ({ kind: 'child', path })),
);
const bounds: fc.Arbitrary<Bound | null> = fc.option(
  fc.record({
    value: fc.oneof(leaves, fc.constant(null), keys),
    key: fc.oneof(keys, fc.constantFrom(MIN_KEY, MAX_KEY)),
    inclusive: fc.boolean(),
  }),
);
const queries: fc.Arbitrary<Query> = fc.record({
  index: indexes,
  start: bounds,
  end: bounds,
  limit: fc.option(
    fc.record({ count: fc.integer({ min: 1, max: 4 }), from: fc.constantFrom<'first' | 'last'>('first', 'last') }),
  ),
});

/** The filter over all children, written the obvious way. */
function filtered(tree: Node, { index, start, end, limit }: Query): string[] {
  const compare = (value: Node, key: string, bound: Bound): number => {
    if (index.kind === 'key') return compareKeys(key, typeof bound.value === 'string' ? bound.value : bound.key);
    return compareValues(value, bound.value) || compareKeys(key, bound.key);
  };
  const all: { key: string; value: Node }[] = [];
  eachChild(tree, (key, child) => all.push({ key, value: orderingValue(index, child) }));
  const inRange = all.filter(({ key, value }) => {
    const low = start === null ? 1 : compare(value, key, start);
    const high = end === null ? -1 : compare(value, key, end);
    return (
      (low > 0 || (low === 0 && start?.inclusive === true)) && (high < 0 || (high === 0 && end?.inclusive === true))
    );
  });
  inRange.sort((a, b) => compareValues(a.value, b.value) || compareKeys(a.key, b.key));
  if (limit === null) return inRange.map(({ key }) => key);
  return (limit.from === 'first' ? inRange.slice(0, limit.count) : inRange.slice(-limit.count)).map(({ key }) => key);
}

/** What a client holds after an update. */
function updated(held: Node, { path, changes }: Update, at: string[]): Node {
  return changes.reduce<Node>(
    (tree, change) => withNodeAt(tree, [...path.slice(at.length), ...change.path], change.node),
    held,
  );
}

describe('windowOf', () => {
  it('selects what a filter over all children selects', () => {
    check(
      fc.property(trees, queries, (json, query) => {
        const tree = node(json);
        expect([...windowOf(tree, query).keys()].sort()).toEqual(filtered(tree, query).sort());
      }),
      1_000,
    );
  });

  it('keeps doing so as the tree changes, from its index', () => {
    check(
      fc.property(
        trees,
        queries,
        fc.array(fc.tuple(paths, fc.option(trees)), { maxLength: 8 }),
        (json, query, writes) => {
          let tree = node(json);
          for (const [path, value] of writes) {
            windowOf(tree, query);
            tree = withNodeAt(tree, path, node(value));
            expect([...windowOf(tree, query).keys()].sort()).toEqual(filtered(tree, query).sort());
          }
        },
      ),
      500,
    );
  });
});

describe('viewOf', () => {
  it('keeps a client that only hears of changes at what the query shows', () => {
    const writes = fc.array(fc.array(fc.tuple(paths, fc.option(trees)), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 8,
    });
    check(
      fc.property(trees, fc.array(keys, { maxLength: 1 }), queries, writes, (json, at, query, commits) => {
        let root = node(json);
        const view = viewOf(at, query, root);
        let held = view.current(root);
        for (const parts of commits) {
          const commit = commitOf(root, parts);
          root = commit.after;
          const update = commit.changes.length === 0 ? null : view.update(commit);
          if (update !== null) held = updated(held, update, at);
          expect(toValue(held, 'export')).toEqual(toValue(view.current(root), 'export'));
        }
      }),
      1_000,
    );
  });
});

/** A commit of writes none of which lies above another, as the database makes it. */
function commitOf(before: Node, parts: [string[], unknown][]): Commit {
  const apart = parts.filter(
    ([path], i) => !parts.some(([other], j) => j < i && (isPrefix(path, other) || isPrefix(other, path))),
  );
  const changes = apart.map(([path, value]) => ({ path, node: node(value) }));
  const after = changes.reduce<Node>((tree, change) => withNodeAt(tree, change.path, change.node), before);
  return { before, after, base: [], changes: sameNode(before, after) ? [] : changes };
}

function isPrefix(a: string[], b: string[]): boolean {
  return a.every((key, i) => b[i] === key);
}

describe('the sample trees', () => {
  it('have children often enough to try anything', () => {
    const sizes = fc.sample(trees, { numRuns: 200, seed: 1 }).map((json) => {
      const children: Value[] = [];
      eachChild(node(json), (_key, child) => children.push(child));
      return children.length;
    });
    expect(sizes.filter((size) => size > 2).length).toBeGreaterThan(20);
  });
});
