import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromJson } from '@segue/emulator/tree/from-json';
import { hashOf } from '@segue/emulator/tree/hash';
import { compareKeys } from '@segue/emulator/tree/key-order';
import { check, keys, trees } from './samples.js';

interface SdkInside {
  nodeFromJSON(json: unknown): { hash(): string };
  nameCompare(a: string, b: string): number;
}

/** The SDK keeps its node classes to itself: its own file is run again with two more names given out. */
function sdkInside(): SdkInside {
  const require = createRequire(__filename);
  const file = join(dirname(require.resolve('@firebase/database/package.json')), 'dist/index.node.cjs.js');
  const source = `${readFileSync(file, 'utf8')}\nexports.inside = { nodeFromJSON, nameCompare };`;
  const module = { exports: {} as { inside: SdkInside } };
  const run = runInThisContext(`(function (exports, require, module) {${source}\n})`) as (
    exports: object,
    require: unknown,
    module: object,
  ) => void;
  run(module.exports, createRequire(file), module);
  return module.exports.inside;
}

const sdk = sdkInside();

describe('hashOf', () => {
  it('is what the SDK works out', () => {
    check(
      fc.property(trees, (json) => {
        expect(hashOf(fromJson(json, null, { now: 0, depth: 0 }))).toBe(sdk.nodeFromJSON(json).hash());
      }),
      500,
    );
  });

  it('is what the SDK works out with priorities', () => {
    const priorities = fc.constantFrom(undefined, 1, -1.5, 'p', 'q', '1');
    const prioritised = fc.dictionary(
      fc.constantFrom('a', 'b', '1', '10', 'c'),
      fc
        .tuple(fc.constantFrom(1, 'x', true), priorities)
        .map(([value, priority]) => (priority === undefined ? value : { '.value': value, '.priority': priority })),
      { minKeys: 1, noNullPrototype: true },
    );
    check(
      fc.property(prioritised, priorities, (children, priority) => {
        const json = priority === undefined ? children : { ...children, '.priority': priority };
        expect(hashOf(fromJson(json, null, { now: 0, depth: 0 }))).toBe(sdk.nodeFromJSON(json).hash());
      }),
    );
  });
});

describe('compareKeys', () => {
  it('orders as the SDK does', () => {
    check(
      fc.property(keys, keys, (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Math.sign(sdk.nameCompare(a, b)));
      }),
      1_000,
    );
  });
});
