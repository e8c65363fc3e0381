import { expect, it } from '@jest/globals';
import { OWNER } from '@segue/emulator/credentials';
import type { Commit } from '@segue/emulator/database/change';
import { Database } from '@segue/emulator/database/database';
import { OPEN_RULES } from '@segue/emulator/rules/rules';
import { matchesOf } from '@segue/emulator/triggers/match';
import { parsePattern } from '@segue/emulator/triggers/pattern';

function placesMatched(pattern: string, update: Record<string, unknown>, before?: Record<string, unknown>): string[] {
  const commits: Commit[] = [];
  const database = new Database('test', OPEN_RULES, (_, commit) => {
    commits.push(commit);
    return () => undefined;
  });
  if (before) database.update('/', before, OWNER);
  commits.length = 0;
  database.update('/', update, OWNER);
  return commits
    .flatMap((commit) => matchesOf(parsePattern(pattern.split('/')), commit))
    .map(({ path }) => path.join('/'));
}

it('tells a deep wildcard of what was written below it, once, and of nothing that was written elsewhere', () => {
  expect(placesMatched('a/b/{rest=**}', { 'a/b/c/x': 2, z: 1 })).toEqual(['a/b/c/x']);
  expect(placesMatched('a/b/{rest=**}', { a: { b: { c: 1 } } })).toEqual(['a/b']);
  expect(placesMatched('a/b/{rest=**}', { 'a/c': 1, z: 1 })).toEqual([]);
});

it('tells a deep wildcard with levels after it of every place that changed and ends in them', () => {
  expect(placesMatched('e/{x=**}/leaf', { 'e/a/b/leaf': 1 })).toEqual(['e/a/b/leaf']);
  expect(placesMatched('e/{x=**}/leaf', { e: { a: { leaf: 1 }, leaf: 2, b: { other: 3 } } })).toEqual([
    'e/a/leaf',
    'e/leaf',
  ]);
  expect(placesMatched('e/{x=**}/leaf', { 'e/a/leaf/below': 1, 'z/leaf': 1 })).toEqual(['e/a/leaf']);
});

it('tells nothing of a change of priorities alone', () => {
  expect(placesMatched('a/{x}', { 'a/b': { '.value': 1, '.priority': 2 } }, { 'a/b': 1 })).toEqual([]);
  expect(placesMatched('a/{x=**}', { 'a/b/.priority': 2 }, { 'a/b': { c: 1 } })).toEqual([]);
  expect(placesMatched('a/{x}', { 'a/b': { '.value': 3, '.priority': 2 } }, { 'a/b': 1 })).toEqual(['a/b']);
});

it.each(['a/{b', 'pre-{k}', '{k}-post', '{}', '{x=**}/a/{y=**}'])('refuses the trigger path %s', (path) => {
  expect(() => parsePattern(path.split('/'))).toThrow(/cannot be read/);
});
