import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RequestFailure } from '@segue/emulator/failure';
import { EVERYTHING } from '@segue/emulator/queries/query';
import { parseRules } from '@segue/emulator/rules/parse-rules';
import { fromJson } from '@segue/emulator/tree/from-json';
import type { Node } from '@segue/emulator/tree/node';
import {
  type Plain,
  naiveRead,
  naiveWrite,
  plainPaths,
  plainTrees,
  randomRules,
  rulesJson,
  withAt,
} from './naive-rules.js';
import { check } from './samples.js';

const NOW = 1_000;
const data = fc.option(plainTrees);
const uids = fc.constantFrom('ada', 'bob', null);

function node(json: Plain): Node {
  return fromJson(json, null, { now: NOW, depth: 0 });
}

function allowed(judge: () => void): boolean {
  try {
    judge();
    return true;
  } catch (error) {
    if (error instanceof RequestFailure && error.code === 'permission_denied') return false;
    throw error;
  }
}

function authOf(uid: string | null): { uid: string } | null {
  return uid === null ? null : { uid };
}

describe('rules against a naive evaluator', () => {
  it('allow the same reads, and say so when asked why', () => {
    check(
      fc.property(randomRules, data, plainPaths, uids, (random, json, path, uid) => {
        const rules = parseRules(JSON.stringify({ rules: rulesJson(random) }));
        const request = { root: node(json), path, query: EVERYTHING, auth: authOf(uid), now: NOW };
        const expected = naiveRead(random, json, path, uid);
        expect(allowed(() => rules.judgeRead(request))).toBe(expected);
        expect(rules.explainRead(request).allowed).toBe(expected);
      }),
      3_000,
    );
  });

  it('allow the same writes, of one path or several, and say so when asked why', () => {
    const writes = fc.array(fc.tuple(plainPaths, data), { minLength: 1, maxLength: 3 });
    let granted = 0;
    check(
      fc.property(randomRules, data, writes, uids, (random, json, parts, uid) => {
        const rules = parseRules(JSON.stringify({ rules: rulesJson(random) }));
        const after = parts.reduce((tree, [path, value]) => withAt(tree, path, value), json);
        const paths = parts.map(([path]) => path);
        const request = { before: node(json), after: node(after), paths, auth: authOf(uid), now: NOW };
        const expected = naiveWrite(random, json, after, paths, uid);
        if (expected) granted++;
        expect(allowed(() => rules.judgeWrite(request))).toBe(expected);
        expect(rules.explainWrite(request).allowed).toBe(expected);
      }),
      3_000,
    );
    expect(granted).toBeGreaterThan(200);
  });
});
