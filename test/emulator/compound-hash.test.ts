import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compoundHashFromWire } from '@segue/emulator/socket/compound-hash';
import { type Answer, type RangeMerge, answerTo } from '@segue/emulator/socket/range-merge';
import { rangeMergeText } from '@segue/emulator/socket/messages';
import { fromJson } from '@segue/emulator/tree/from-json';
import { hashOf } from '@segue/emulator/tree/hash';
import { type LeafAt, PRIORITY_KEY, eachLeaf } from '@segue/emulator/tree/leaves';
import { hashOfLeaves } from '@segue/emulator/tree/leaves-hash';
import { Branch, type Node, eachChild, sameNode, withNodeAt, withPriority } from '@segue/emulator/tree/node';
import { splitPath } from '@segue/emulator/tree/paths';
import { toValue } from '@segue/emulator/tree/to-json';
import { type ReceivedRange, type SentHash, applyRange, comparePaths, compoundHash, sha1 } from './mobile-client.js';
import { check, keys, leaves, trees } from './samples.js';

function node(json: unknown): Node {
  return fromJson(json, null, { now: 0, depth: 0 });
}

function leavesOf(tree: Node): LeafAt[] {
  const all: LeafAt[] = [];
  eachLeaf(tree, (leaf) => all.push(leaf));
  return all;
}

function wireHash(sent: SentHash) {
  return compoundHashFromWire(JSON.parse(JSON.stringify(sent)))!;
}

/** The ranges of a message, as the client reads them from its text. */
function received(merges: readonly RangeMerge[]): ReceivedRange[] {
  const { d } = JSON.parse(rangeMergeText('', merges, undefined)) as {
    d: { b: { d: { s?: string; e?: string; m: unknown }[] } };
  };
  return d.b.d.map(({ s, e, m }) => ({ start: s, end: e, node: node(m) }));
}

/** The answer to the listen of a mobile client that holds `before`. */
function answer(before: Node, after: Node, sent: SentHash): Answer {
  return answerTo(after, hashOf(before), wireHash(sent));
}

/** The ranges of an answer; none if it has none. */
function rangesOf(found: Answer): RangeMerge[] {
  return typeof found === 'string' ? [] : found;
}

/** What a client holds after the answer to its listen. */
function answered(before: Node, after: Node, sent: SentHash): Node {
  const found = answer(before, after, sent);
  if (found === 'everything') return after;
  return received(rangesOf(found)).reduce(applyRange, before);
}

describe('the hash of a range', () => {
  // The texts of CompoundHashTest in firebase-android-sdk and FCompoundHashTest in firebase-ios-sdk.
  it.each<[string, unknown, string]>([
    ['a value', { foo: 'bar' }, '("foo":(string:"bar"))'],
    [
      'a priority among children',
      { foo: { '!beforePriority': 'before', '.priority': 'prio', afterPriority: 'after' }, qux: 'qux' },
      '("foo":("!beforePriority":(string:"before"),".priority":(string:"prio"),"afterPriority":(string:"after")),"qux":(string:"qux"))',
    ],
    [
      'a priority of a value',
      { foo: { '.value': 'bar', '.priority': 'baz' } },
      '("foo":(priority:string:"baz":string:"bar"))',
    ],
    ['integer keys', { 1: 'one', 2: 'two', 10: 'ten' }, '("1":(string:"one"),"2":(string:"two"),"10":(string:"ten"))'],
    [
      'nested children',
      { bar: { deep: 'value' }, foo: { 'other-deep': 'value' } },
      '("bar":("deep":(string:"value")),"foo":("other-deep":(string:"value")))',
    ],
    [
      'quotes and backslashes',
      { '"\\"\\': '"\\"\\', '"': '\\' },
      String.raw`("\"":(string:"\\"),"\"\\\"\\":(string:"\"\\\"\\"))`,
    ],
    ['a value at the root', 'leaf', '(string:"leaf")'],
    ['numbers and booleans', { a: 1, b: true }, '("a":(number:3ff0000000000000),"b":(boolean:true))'],
  ])('of %s is of the text that the SDKs write', (_, json, text) => {
    expect(hashOfLeaves(leavesOf(node(json)))).toBe(sha1(text));
    expect(compoundHash(node(json), () => false).hs).toEqual([sha1(text), '']);
  });

  it('is empty for no leaves', () => {
    expect(hashOfLeaves([])).toBe('');
    expect(compoundHash(null, () => true)).toEqual({ ps: [], hs: [''] });
  });

  it('after a post begins at the root again', () => {
    const tree = node({ foo: { '!beforePriority': 'b', '.priority': 'prio', afterPriority: 'a' }, qux: 'qux' });
    const first = '("foo":("!beforePriority":(string:"b"),".priority":(string:"prio")))';
    const second = '("foo":("afterPriority":(string:"a")),"qux":(string:"qux"))';
    expect(compoundHash(tree, (path) => path === 'foo/.priority')).toEqual({
      ps: ['foo/.priority', 'qux'],
      hs: [sha1(first), sha1(second), ''],
    });
    const all = leavesOf(tree);
    expect([hashOfLeaves(all.slice(0, 2)), hashOfLeaves(all.slice(2))]).toEqual([sha1(first), sha1(second)]);
  });
});

describe('a compound hash', () => {
  it.each<[unknown]>([
    [undefined],
    [null],
    ['x'],
    [{}],
    [{ ps: [], hs: [] }],
    [{ ps: ['a'], hs: ['x'] }],
    [{ ps: 'a', hs: ['x', ''] }],
    [{ ps: ['b', 'a'], hs: ['x', 'y', ''] }],
    [{ ps: ['a', 'a'], hs: ['x', 'y', ''] }],
    [{ ps: [1], hs: ['x', ''] }],
    [{ ps: ['a'], hs: ['x', null] }],
  ])('of the form %j is none', (json) => {
    expect(compoundHashFromWire(json)).toBeNull();
  });

  it('has posts in path order: integers first, what is below a path after it', () => {
    const json = { ps: ['/', '2', '10', '10/a', 'a/.priority', 'a/b'], hs: ['', '', '', '', '', '', ''] };
    expect(compoundHashFromWire(json)?.posts).toEqual([[], ['2'], ['10'], ['10', 'a'], ['a', '.priority'], ['a', 'b']]);
  });
});

// The cases of RangeMergeTest in firebase-android-sdk, for the client that the tests below trust.
describe('a client that receives a range', () => {
  it.each<[string, unknown, string | undefined, string | undefined, unknown, unknown]>([
    [
      'replaces what is in it',
      { bar: 'v', foo: { a: { 'deep-a-1': 1, 'deep-a-2': 2 }, b: 'b', c: 'c', d: 'd' }, quu: 'q' },
      'foo/a/deep-a-1',
      'foo/c',
      { foo: { a: { 'deep-a-2': 'new-a-2', 'deep-a-3': 3 }, 'b-2': 'new-b', c: 'new-c' } },
      {
        bar: 'v',
        foo: { a: { 'deep-a-1': 1, 'deep-a-2': 'new-a-2', 'deep-a-3': 3 }, 'b-2': 'new-b', c: 'new-c', d: 'd' },
        quu: 'q',
      },
    ],
    ['excludes its start', { bar: 1, foo: 2, quu: 3 }, 'bar', 'foo', { foo: 4 }, { bar: 1, foo: 4, quu: 3 }],
    [
      'includes what is below its start',
      { bar: 1, foo: 2 },
      'bar',
      'foo',
      { bar: { x: 1 }, foo: 3 },
      { bar: { x: 1 }, foo: 3 },
    ],
    ['includes its end', { bar: 1, foo: 2, quu: 3 }, 'bar', 'foo', { baz: 4 }, { bar: 1, baz: 4, quu: 3 }],
    [
      'excludes what is below its end',
      { bar: 1, foo: { x: 2 } },
      'bar',
      'foo',
      { baz: 4 },
      { bar: 1, baz: 4, foo: { x: 2 } },
    ],
    ['replaces a value by children', 'leaf', undefined, 'foo', { bar: 1 }, { bar: 1 }],
    ['replaces a value by a value', 'leaf', undefined, '/', 'new', 'new'],
    [
      'takes a priority with its value',
      { bar: 1, foo: 2 },
      'bar',
      'foo',
      { foo: { '.value': 3, '.priority': 'p' } },
      { bar: 1, foo: { '.value': 3, '.priority': 'p' } },
    ],
    [
      'takes a priority that is in it',
      { bar: 1, foo: 2 },
      undefined,
      'bar',
      { bar: 3, '.priority': 'p' },
      { bar: 3, foo: 2, '.priority': 'p' },
    ],
    [
      'drops a priority that is in it',
      { bar: 1, foo: 2, '.priority': 'p' },
      undefined,
      'bar',
      { bar: 3 },
      { bar: 3, foo: 2 },
    ],
  ])('%s', (_, held, start, end, update, expected) => {
    expect(toValue(applyRange(node(held), { start, end, node: node(update) }), 'export')).toEqual(expected);
  });
});

describe('the answer to a compound hash', () => {
  const splitEverywhere = () => true;

  it('has the ranges that differ, and those only', () => {
    const before = node({ a: { x: 1, y: 2 }, b: 1, c: { z: 1 } });
    const after = node({ a: { x: 1, y: 3 }, b: 1, bb: 2, c: { z: 1 } });
    const found = rangesOf(answer(before, after, compoundHash(before, splitEverywhere)));
    expect(found.map((merge) => ({ ...merge, node: toValue(merge.node) }))).toEqual([
      { start: ['a', 'x'], end: ['a', 'y'], node: { a: { y: 3 } } },
      { start: ['b'], end: ['c', 'z'], node: { bb: 2, c: { z: 1 } } },
    ]);
  });

  it('is none if nothing differs, and all of the data if everything does', () => {
    const tree = node({ a: 1, b: 2 });
    const sent = compoundHash(tree, splitEverywhere);
    expect(answer(tree, tree, sent)).toBe('nothing');
    expect(answer(null, node({ a: 1, c: 2 }), compoundHash(null, splitEverywhere))).toBe('everything');
    expect(answer(tree, node({ a: 2, b: 3, c: 1 }), sent)).toBe('everything');
  });

  it('is none if the hash of all of the data is equal, whatever the ranges say', () => {
    const tree = node({ a: 1, b: 2 });
    expect(answerTo(tree, hashOf(tree), wireHash(compoundHash(null, splitEverywhere)))).toBe('nothing');
    expect(answerTo(tree, hashOf(tree), null)).toBe('nothing');
    expect(answerTo(tree, hashOf(node({ a: 1 })), null)).toBe('everything');
  });

  it('trusts equal ranges if there is no other hash', () => {
    const tree = node({ '!': 1 });
    const sent = wireHash(compoundHash(tree, splitEverywhere));
    expect(answerTo(tree, undefined, sent)).toBe('nothing');
    expect(answerTo(tree, '', sent)).toBe('nothing');
    expect(answerTo(null, '', wireHash(compoundHash(null, splitEverywhere)))).toBe('everything');
  });

  it('is all of the data if a priority may be gone that no range shows', () => {
    const before = node({ '!': 1, '.priority': 4 });
    const sent = compoundHash(before, splitEverywhere);
    expect(answer(before, node({ '!': 1 }), sent)).toBe('everything');
  });

  it('deletes with a range of nothing', () => {
    const before = node({ a: 1, b: 2 });
    const found = answer(before, node({ a: 1 }), compoundHash(before, splitEverywhere));
    expect(found).toEqual([{ start: ['a'], end: ['b'], node: null }]);
    expect(rangeMergeText('p', [{ start: ['a'], end: ['b'], node: null }], 7)).toBe(
      '{"t":"d","d":{"a":"rm","b":{"p":"p","d":[{"s":"a","e":"b","m":null}],"t":7}}}',
    );
  });

  it('keeps the priority of a value that a range begins after', () => {
    const before = node({ a: { '.value': 1, '.priority': 5 }, b: 1 });
    const after = node({ a: { '.value': 1, '.priority': 5 }, b: 2 });
    const result = answered(before, after, compoundHash(before, splitEverywhere));
    expect(toValue(result, 'export')).toEqual(toValue(after, 'export'));
  });

  it('keeps the priority of a branch whose children all change', () => {
    const before = node({ a: { b: 1, '.priority': 4 }, d: 1 });
    const after = node({ a: { c: 3, '.priority': 5 }, d: 1 });
    const result = answered(before, after, compoundHash(before, splitEverywhere));
    expect(toValue(result, 'export')).toEqual(toValue(after, 'export'));
  });
});

const priorities = fc.constantFrom(undefined, undefined, 1, -1.5, 'p', '"');

/** Keys on both sides of `.priority`, in trees that have many priorities. */
const prioritised: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 3 }, tie('leaf'), tie('branch')),
  leaf: fc.tuple(fc.oneof(leaves, fc.constant('\\"')), priorities).map(([value, priority]) => {
    return priority === undefined ? value : { '.value': value, '.priority': priority };
  }),
  branch: fc
    .tuple(
      fc.dictionary(fc.constantFrom('1', '2', '10', '!', '-x', 'a', 'b', 'c', '"', '\\'), tie('tree'), {
        minKeys: 1,
        maxKeys: 5,
        noNullPrototype: true,
      }),
      priorities,
    )
    .map(([children, priority]) => (priority === undefined ? children : { ...children, '.priority': priority })),
})).tree;

interface Edit {
  readonly at: number;
  readonly cut: number;
  readonly below: readonly string[];
  readonly json: unknown;
}

/** A change near a leaf that is there: so trees stay much alike. */
function edits(json: fc.Arbitrary<unknown>, key: fc.Arbitrary<string>): fc.Arbitrary<Edit[]> {
  return fc.array(
    fc.record({
      at: fc.nat(),
      cut: fc.constantFrom(0, 0, 1, 1, 2),
      below: fc.array(key, { maxLength: 2 }),
      json: fc.oneof(json, fc.constant(null)),
    }),
    { maxLength: 3 },
  );
}

function edited(tree: Node, all: readonly Edit[]): Node {
  return all.reduce((now, { at, cut, below, json }) => {
    const paths = leavesOf(now).map(({ path }) => path.filter((key) => key !== PRIORITY_KEY));
    const path = paths.length === 0 ? [] : paths[at % paths.length]!;
    return withNodeAt(now, [...path.slice(0, path.length - cut), ...below], node(json));
  }, tree);
}

/** Without the priorities that the SDKs leave out of a compound hash, so that no server could know of them. */
function withoutHidden(tree: Node): Node {
  if (!(tree instanceof Branch)) return tree;
  let result: Node = tree;
  const keysThere: string[] = [];
  eachChild(tree, (key, child) => {
    result = withNodeAt(result, [key], withoutHidden(child));
    keysThere.push(key);
  });
  const shown = keysThere.some((key) => comparePaths([key], [PRIORITY_KEY]) > 0);
  return shown ? result : withPriority(result, null);
}

/** Splits after a random selection of leaves, never after a priority, as the SDKs do. */
const splits = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }).map((choices) => () => {
  let leaf = 0;
  return (path: string): boolean => !path.endsWith(PRIORITY_KEY) && choices[leaf++ % choices.length]!;
});

function inRange(leaf: LeafAt, start: readonly string[] | null, end: readonly string[] | null): boolean {
  return (start === null || comparePaths(leaf.path, start) > 0) && (end === null || comparePaths(leaf.path, end) <= 0);
}

function rangeText(tree: Node, start: readonly string[] | null, end: readonly string[] | null): string {
  return JSON.stringify(leavesOf(tree).filter((leaf) => inRange(leaf, start, end)));
}

describe('a mobile client', () => {
  it('holds the new data after the answer, whatever its old data and ranges', () => {
    check(
      fc.property(prioritised, prioritised, splits, (old, json, split) => {
        const [before, after] = [withoutHidden(node(old)), node(json)];
        const result = answered(before, after, compoundHash(before, split()));
        expect(toValue(result, 'export')).toEqual(toValue(after, 'export'));
      }),
      2_000,
    );
  });

  it('holds the new data after the answer if little has changed', () => {
    check(
      fc.property(
        prioritised,
        edits(prioritised, fc.constantFrom('0', '!', 'b', 'd')),
        splits,
        (old, change, split) => {
          const before = withoutHidden(node(old));
          const after = edited(before, change);
          const sent = compoundHash(before, split());
          const result = answered(before, after, sent);
          expect(toValue(result, 'export')).toEqual(toValue(after, 'export'));
          for (const { start, end } of rangesOf(answer(before, after, sent))) {
            expect(rangeText(before, start, end)).not.toBe(rangeText(after, start, end));
          }
        },
      ),
      3_000,
    );
  });

  it('receives exactly the ranges that differ, of data without priorities', () => {
    check(
      fc.property(trees, edits(trees, keys), splits, (old, change, split) => {
        const before = node(old);
        const after = edited(before, change);
        const sent = compoundHash(before, split());
        const bounds = [null, ...sent.ps.map(splitPath), null];
        const ranges = sent.hs.map((_, i) => ({ start: bounds[i]!, end: bounds[i + 1]! }));
        const different = ranges.filter(
          ({ start, end }) => rangeText(before, start, end) !== rangeText(after, start, end),
        );
        const found = answer(before, after, sent);
        if (sameNode(before, after)) expect(found).toBe('nothing');
        else if (different.length === ranges.length) expect(found).toBe('everything');
        else if (different.length > 0)
          expect(rangesOf(found).map(({ start, end }) => ({ start, end }))).toEqual(different);
        expect(sameNode(answered(before, after, sent), after)).toBe(true);
      }),
      1_000,
    );
  });

  it('is tried with trees that differ in part', () => {
    const samples = fc.sample(fc.tuple(prioritised, edits(prioritised, keys), splits), { seed: 1, numRuns: 300 });
    const parts = samples.map(([old, change, split]) => {
      const before = withoutHidden(node(old));
      return rangesOf(answer(before, edited(before, change), compoundHash(before, split()))).length;
    });
    expect(parts.filter((count) => count > 0).length).toBeGreaterThan(30);
  });
});
