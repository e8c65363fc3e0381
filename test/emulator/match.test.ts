import { expect, it } from '@jest/globals';
import { OWNER } from '../../emulator/src/credentials.js';
import type { Commit } from '../../emulator/src/database/change.js';
import { Database } from '../../emulator/src/database/database.js';
import { OPEN_RULES } from '../../emulator/src/rules/rules.js';
import { matchesOf } from '../../emulator/src/triggers/match.js';
import { parsePattern } from '../../emulator/src/triggers/pattern.js';

function placesMatched(pattern: string, update: Record<string, unknown>): string[] {
  const commits: Commit[] = [];
  const database = new Database('test', OPEN_RULES, (_, commit) => {
    commits.push(commit);
    return () => undefined;
  });
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
