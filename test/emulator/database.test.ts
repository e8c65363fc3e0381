import { describe, expect, it, jest } from '@jest/globals';
import { NOBODY, OWNER } from '@segue/emulator/credentials';
import type { Commit } from '@segue/emulator/database/change';
import { Database } from '@segue/emulator/database/database';
import { RequestFailure } from '@segue/emulator/failure';
import { parseRules } from '@segue/emulator/rules/parse-rules';
import { OPEN_RULES } from '@segue/emulator/rules/rules';
import { hashOf } from '@segue/emulator/tree/hash';
import type { Draft } from '@segue/emulator/tree/server-values';
import { toValue } from '@segue/emulator/tree/to-json';

function databaseWith(json: unknown, commits: Commit[] = []): Database {
  const database = new Database('test', OPEN_RULES, (_, commit) => {
    commits.push(commit);
    return () => undefined;
  });
  database.set('', json, OWNER, { triggers: false });
  return database;
}

function readDraft(database: Database, path: string, text: string): Draft {
  const reader = database.readerFor(path);
  reader.write(Buffer.from(text));
  return reader.end();
}

function placesOf(commit: Commit | undefined): string[] | undefined {
  return commit?.changes.map(({ path }) => path.join('/'));
}

describe('a database', () => {
  it('reports a write below a value at that value', () => {
    const commits: Commit[] = [];
    const database = databaseWith({ a: 1, b: { c: 2 } }, commits);
    database.set('/a/x/y', 1, OWNER);
    database.set('/b/d/e', 1, OWNER);
    database.update('/', { 'a/x/y': 2, 'b/c/deep/1': 1, 'b/c/deep/2': 2 }, OWNER);
    expect(commits.map(placesOf)).toEqual([['a'], ['b/d/e'], ['a/x/y', 'b/c']]);
  });

  it('reports no write that changes nothing', () => {
    const commits: Commit[] = [];
    const database = databaseWith({ a: { b: 1 } }, commits);
    database.set('/a', { b: 1 }, OWNER);
    database.set('/a/b/c', null, OWNER);
    database.update('/', { 'x/y': null, 'a/b': 1 }, OWNER);
    expect(commits).toEqual([]);
  });

  it('writes nothing of an update that is refused in part', () => {
    const database = databaseWith({ open: 1, closed: 1 });
    database.setRules(parseRules('{"rules": {"open": {".write": true}}}'));
    const write = (): unknown => database.update('/', { open: 2, closed: 2 }, NOBODY);
    expect(write).toThrow(RequestFailure);
    expect(toValue(database.root)).toEqual({ open: 1, closed: 1 });
  });

  it('sets the priorities of an update on what its values left there', () => {
    const database = databaseWith({ a: { b: 1 } });
    database.update('/', { 'a/b': 2, 'a/.priority': 5, 'c/.priority': 1 }, OWNER);
    expect(toValue(database.root, 'export')).toEqual({ a: { b: 2, '.priority': 5 } });
  });

  it('lets rules see one time in a write, as now and as its timestamp', () => {
    const database = databaseWith(null);
    database.setRules(parseRules('{"rules": {".write": "newData.child(\'at\').val() == now"}}'));
    expect(() => database.set('/', { at: { '.sv': 'timestamp' } }, NOBODY)).not.toThrow();
    expect(() => database.set('/', { at: 1 }, NOBODY)).toThrow('Permission denied');
  });

  it('evaluates the server values of a long value when it is written, not while it arrives', () => {
    jest.useFakeTimers({ now: 1_000 });
    const database = databaseWith({ count: 1 });
    database.setRules(parseRules('{"rules": {".write": "newData.child(\'at\').val() == now"}}'));
    const reader = database.readerFor('/');
    reader.write(Buffer.from('{"at": {".sv": "timestamp"}, "count": {".sv": {"increment": 2}}}'));
    jest.setSystemTime(9_000);
    database.set('/count', 5, OWNER);
    database.setDraft('/', reader.end(), NOBODY);
    jest.useRealTimers();
    expect(toValue(database.root)).toEqual({ at: 9_000, count: 7 });
  });

  it('compares the hash that is expected with what a long value would replace', () => {
    const database = databaseWith({ a: 1 });
    const draft = readDraft(database, '/a', '2');
    expect(() => database.setDraft('/a', draft, OWNER, { expectedHash: 'another' })).toThrow('does not match');
    database.setDraft('/a', draft, OWNER, { expectedHash: hashOf(1) });
    expect(toValue(database.root)).toEqual({ a: 2 });
  });

  it('refuses a priority that is too long to be parsed at once', () => {
    expect(() => databaseWith(null).readerFor('/a/.priority')).toThrow('a priority cannot be that long');
  });
});
