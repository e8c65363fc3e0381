import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
  type RulesTestContext,
  type RulesTestEnvironment,
} from '@firebase/rules-unit-testing';
import { setLogLevel } from 'firebase/app';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesText } from '@segue/tools/rules/rules-text';
import { startEmulator, type Emulator } from '@segue/emulator/index';

const records = {
  'lists/public/open': { name: 'Open' },
  'lists/users/lea/secret': { name: 'Secret' },
  'datasets/open': { owner: 'lea', visibility: 'public', rowsVersion: 1, rowsPerBlock: 120 },
  'datasets/secret': { owner: 'lea', visibility: 'private', rowsVersion: 2, rowsPerBlock: 500 },
  'columns/open/1/0/name': 'genre',
  'columns/secret/2/0/name': 'genre',
  'rows/open/1/0/0': ['Jazz', 'Sade'],
  'rows/open/1/1000/0': ['Folk', 'Joan Baez'],
  'rows/open/2/0/0': ['on its', 'way'],
  'rows/secret/1/0/0': ['old', 'row'],
  'rows/secret/2/0/0': ['Jazz', 'Sade'],
  'changes/open/1/0': 1,
  'changes/secret/2/0': 1,
  'history/secret/a': { by: 'Lea' },
  'totals/profiles/secret/basis/head/stamp': 'x',
  'summaries/profiles/open/basis/labels/0': '1:a',
  'models/m1': { dataset: 'open', owner: 'lea' },
  'models/m2': { dataset: 'secret', owner: 'lea' },
  'versions/m1/v': { noComponents: 2, provenance: { dataset: 'open' } },
  'versions/m1/of-another': { noComponents: 2, provenance: { dataset: 'secret' } },
  'versions/m2/v': { noComponents: 2, provenance: { dataset: 'secret' } },
  'leftOut/m1/v': { names: ['["Tycho"]'], rows: ['AgAAAA=='] },
  'leftOut/m2/v': { names: ['["Tycho"]'], rows: ['AgAAAA=='] },
  // Titles of an open and a secret model, from data sets of their owner, of another account, and one that is gone.
  'datasets/hidden': { owner: 'max', visibility: 'private' },
  'datasets/shown': { owner: 'max', visibility: 'public' },
  ...Object.fromEntries(
    ['m1', 'm2'].flatMap((model) =>
      ['open', 'secret', 'hidden', 'shown', 'gone'].map((dataset) => [
        `titles/${model}/from-${dataset}`,
        { dataset, titles: ['["Toy Story"]'] },
      ]),
    ),
  ),
  'progress/m1/phase': 'ready',
  'progress/m2/phase': 'ready',
  'recounts/open/requested': 1,
  'training/m1/requested': 1,
  'uploads/u/owner': 'lea',
  'modelKeys/one/open': 'm1',
  'modelKeys/two/secret': 'm2',
  'publicHistory/open/a': { by: 'Lea' },
  'publicHistory/secret/a': { by: 'Lea' },
  'history/open/a': { by: 'Lea' },
  'members/secret/rea': { role: 'reader' },
  'members/secret/edi': { role: 'editor' },
  'members/gone/rea': { role: 'editor' },
  'rows/gone/1/0/0': ['left', 'over'],
  'invitations/secret/hash': { address: 'a@b.c' },
  'audit/secret/a': { kind: 'invite' },
  'versions/m1/inside': { noComponents: 2, private: true, provenance: { dataset: 'open' } },
  'leftOut/m1/inside': { names: ['[]'], rows: [''] },
  'titles/m1/inside': { dataset: 'open', titles: ['[]'] },
  'titles/m1/closed': { dataset: 'open', private: true, titles: ['[]'] },
  'models/m3': { dataset: 'open', owner: 'lea' },
  'progress/m3': { phase: 'ready', private: true },
  'settings/defaultModel': 'one',
};

let emulator: Emulator;
let environment: RulesTestEnvironment;

// Every refusal would be a warning of the SDK.
setLogLevel('silent');

beforeAll(async () => {
  emulator = await startEmulator({ host: '127.0.0.1', port: 0, project: 'demo-rules' });
  environment = await initializeTestEnvironment({
    projectId: 'demo-rules',
    database: {
      host: '127.0.0.1',
      port: emulator.port,
      rules: readFileSync(join(__dirname, '../../database.rules.json'), 'utf8'),
    },
  });
});

beforeEach(async () => {
  await environment.clearDatabase();
  await environment.withSecurityRulesDisabled(async (context) => {
    await context.database().ref().update(records);
  });
});

afterAll(async () => {
  await environment.cleanup();
  await emulator.stop();
});

const people: Record<string, () => RulesTestContext> = {
  nobody: once(() => environment.unauthenticatedContext()),
  guest: once(() => environment.authenticatedContext('guest', { firebase: { sign_in_provider: 'anonymous' } })),
  stranger: once(() => environment.authenticatedContext('max')),
  administrator: once(() => environment.authenticatedContext('adi', { administrator: true })),
  reader: once(() => environment.authenticatedContext('rea')),
  editor: once(() => environment.authenticatedContext('edi')),
  owner: once(() => environment.authenticatedContext('lea')),
};

/** One connection for each person, not one for each request. */
function once(open: () => RulesTestContext): () => RulesTestContext {
  let context: RulesTestContext | undefined;
  return () => (context ??= open());
}

const outsiders = ['nobody', 'guest', 'stranger', 'administrator'];
/** Of the data set `secret`; to `open` they are outsiders. */
const members = ['reader', 'editor', 'owner'];
const everybody = [...outsiders, ...members];

/** Who may read what; everything else is closed to everybody. */
const readable: [string, string[]][] = [
  ['lists/public', everybody],
  ['lists/users/lea', ['owner']],
  ['datasets/open', everybody],
  ['datasets/secret', members],
  ['columns/open', everybody],
  ['columns/secret', members],
  ['rows/open/1/0', everybody],
  ['rows/secret/2/0', members],
  ['rows/secret/1/0', members],
  ['rows/open/2/0', ['owner']],
  ['rows/gone/1/0', []],
  ['history/open', ['owner']],
  ['history/secret', members],
  ['publicHistory/open', everybody],
  ['publicHistory/secret', members],
  ['totals/profiles/secret', members],
  ['members/secret', ['owner']],
  ['members/secret/rea', ['owner', 'reader']],
  ['members/secret/edi', ['owner', 'editor']],
  ['invitations/secret', []],
  ['audit/secret', []],
  ['models/m1', everybody],
  ['models/m2', members],
  ['versions/m1', []],
  ['versions/m1/v', everybody],
  ['versions/m1/v/provenance', everybody],
  ['versions/m1/none', everybody],
  ['versions/m1/inside', ['owner']],
  ['versions/m1/inside/provenance', ['owner']],
  ['versions/m1/of-another', []],
  ['versions/m1/of-another/noComponents', []],
  ['versions/m2/v', members],
  ['leftOut', []],
  ['leftOut/m1/v', everybody],
  ['leftOut/m1/v/names', everybody],
  ['leftOut/m1/none', everybody],
  ['leftOut/m1/inside', ['owner']],
  ['leftOut/m2/v', members],
  ['leftOut/m4/v', []],
  ['titles', []],
  ['titles/m1', []],
  ['titles/m1/from-open', everybody],
  ['titles/m1/from-shown', everybody],
  ['titles/m1/from-shown/titles', everybody],
  ['titles/m1/inside', ['owner']],
  ['titles/m1/closed', ['owner']],
  ['titles/m1/from-secret', []],
  ['titles/m1/from-secret/titles', []],
  ['titles/m1/from-hidden', []],
  ['titles/m1/from-gone', []],
  ['titles/m1/none', []],
  ['titles/m2/from-open', members],
  ['titles/m2/from-shown', members],
  ['titles/m2/from-secret', members],
  ['titles/m2/from-hidden', []],
  ['titles/m2/from-gone', []],
  ['progress/m1', everybody],
  ['progress/m2', members],
  ['progress/m3', ['owner']],
  ['modelKeys/one/open', everybody],
  ['modelKeys/two/secret', members],
  ['modelKeys/one', []],
  ['modelIds', []],
  ['settings/defaultModel', everybody],
  ['', []],
  ['datasets', []],
  ['lists/users', []],
  ['models', []],
  ['changes/open', everybody],
  ['changes/secret', members],
  ['summaries/profiles/open', []],
  ['recounts/open', []],
  ['training/m1', []],
  ['uploads', []],
  ['uploads/u', []],
];

describe('reading', () => {
  it.each(readable)('/%s is open to exactly %j', async (path, allowed) => {
    for (const [name, person] of Object.entries(people)) {
      const read = person().database().ref(`/${path}`).get();
      await (allowed.includes(name) ? assertSucceeds(read) : assertFails(read));
    }
  });
});

describe('the rules', () => {
  it('are made from the table of rights; npm run rules writes them', () => {
    const text = readFileSync(join(__dirname, '../../database.rules.json'), 'utf8');
    const parse = (rules: string) => JSON.parse(rules.replace(/^\/\/.*\n/, '')) as unknown;
    expect([text.split('\n')[0], parse(text)]).toEqual([rulesText().split('\n')[0], parse(rulesText())]);
  });
});

describe('titles', () => {
  it('are closed once their data set is private, and after it is deleted', async () => {
    const read = () => people['nobody']!().database().ref('/titles/m1/from-shown').get();
    const change = (path: string, value: unknown) =>
      environment.withSecurityRulesDisabled((context) => context.database().ref(path).set(value));
    await assertSucceeds(read());
    await change('datasets/shown/visibility', 'private');
    await assertFails(read());
    await change('datasets/shown/visibility', 'public');
    await assertSucceeds(read());
    await change('datasets/shown', null);
    await assertFails(read());
  });
});

describe('writing', () => {
  const write = (person: string, path: string, value: unknown) =>
    people[person]!().database().ref(`/${path}`).set(value);

  it('of a row is for the owner of the data set', async () => {
    await assertSucceeds(write('owner', 'rows/open/1/0/0', ['Jazz', 'Nina Simone']));
    await assertFails(write('stranger', 'rows/open/1/0/0', ['Jazz', 'Nina Simone']));
    await assertFails(write('nobody', 'rows/open/1/0/0', ['Jazz', 'Nina Simone']));
  });

  it('of a row is for editors too, and for no reader or administrator', async () => {
    await assertSucceeds(write('editor', 'rows/secret/2/0/0', ['Jazz', 'Nina Simone']));
    for (const person of ['reader', 'administrator', 'guest', 'stranger']) {
      await assertFails(write(person, 'rows/secret/2/0/0', ['Jazz', 'Nina Simone']));
    }
    await assertFails(write('reader', 'rows/gone/1/0/0', ['Jazz', 'Nina Simone']));
  });

  it('of a cell, a new row and a deletion is for the owner too', async () => {
    await assertSucceeds(write('owner', 'rows/open/1/0/0/1', 'Nina Simone'));
    await assertSucceeds(write('owner', 'rows/open/1/0/1', ['Soul', 'Sade']));
    await assertSucceeds(write('owner', 'rows/open/1/0/0', null));
  });

  it('takes only rows of cells that are texts or numbers', async () => {
    await assertFails(write('owner', 'rows/open/1/0/0', 'a text'));
    await assertFails(write('owner', 'rows/open/1/0/0', [true, 'Sade']));
    await assertFails(write('owner', 'rows/open/1/0/0', ['Jazz', { a: 1 }]));
    await assertFails(write('owner', 'rows/open/1/0/0', { genre: 'Jazz' }));
    await assertFails(write('owner', 'rows/open/1/0/0', ['x'.repeat(10_001)]));
    await assertFails(write('owner', 'rows/open/1/zero/0', ['Jazz']));
  });

  it.each([
    ['rows/open/1/0/9', true],
    ['rows/open/1/0/119', true],
    ['rows/open/1/0/120', false],
    ['rows/open/1/0/1000', false],
    ['rows/open/1/0/00', false],
    ['rows/open/1/999/0', true],
    ['rows/open/1/1000/1', true],
    ['rows/open/1/1001/0', false],
    ['rows/open/1/900000/0', false],
  ])('lets the owner write only where rows are counted: %s, %s', async (path, taken) => {
    await (taken ? assertSucceeds : assertFails)(write('owner', path, ['Jazz', 'Sade']));
    const cell = write('owner', `${path}/0`, 'Jazz');
    await (taken ? assertSucceeds : assertFails)(cell);
  });

  it('takes only rows of the version that is shown', async () => {
    await assertFails(write('owner', 'rows/secret/1/0/0', ['Jazz', 'Sade']));
    await assertSucceeds(write('owner', 'rows/secret/2/0/0', ['Jazz', 'Sade']));
  });

  it.each(readable.map(([path]) => path).filter((path) => !path.startsWith('rows')))(
    'of /%s is for nobody',
    async (path) => {
      for (const person of Object.keys(people)) await assertFails(write(person, `${path}/x`, 1));
    },
  );

  it('of several paths fails as a whole', async () => {
    const updates = { 'rows/open/1/0/0': ['Soul', 'Sade'], 'datasets/open/owner': 'max' };
    await assertFails(people['owner']!().database().ref().update(updates));
    await environment.withSecurityRulesDisabled(async (context) => {
      const row = await context.database().ref('rows/open/1/0/0').get();
      expect(row.val()).toEqual(['Jazz', 'Sade']);
    });
  });
});
