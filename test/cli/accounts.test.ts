import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signUpWithEmail } from '@segue/cli/account';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { musicCsv } from '../support/music.js';
import { startTestSuite, waitFor, type Suite } from '../support/suite.js';
import { guest, stranger } from '../flow/http.js';
import { runProgram } from './programs.js';
import { segue as runSegue } from './segue.js';

const email = 'lea@segue.example';
const outside = process.env['SEGUE_ACCOUNTS'];
let suite: Suite;
let folder: string;
let file: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-accounts-'));
  await writeFile(join(folder, 'music.csv'), musicCsv());
  suite = await startTestSuite();
  await signUpWithEmail(suite.authUrl, email, 'right password', 'Lea');
});

afterAll(async () => {
  process.env['SEGUE_ACCOUNTS'] = outside;
  await suite.stop();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  file = join(folder, `accounts-${files++}.json`);
  process.env['SEGUE_ACCOUNTS'] = file;
});

afterEach(() => {
  jest.restoreAllMocks();
  delete process.env['SEGUE_PASSWORD'];
});

const segue = (...args: string[]) => runSegue(suite, ...args);

async function segueJson<Reply>(...args: string[]): Promise<Reply> {
  return JSON.parse(await segue(...args, '--json')) as Reply;
}

const upload = (...options: string[]) => segueJson<DatasetView>('upload', join(folder, 'music.csv'), ...options);
const accountNow = () => segueJson<{ uid: string; email: string | null } | null>('account');

async function signInAsLea(): Promise<void> {
  process.env['SEGUE_PASSWORD'] = 'right password';
  await segue('sign-in', '--email', email);
}

/** What the kept tokens become once the account is gone. */
async function spoilTokens(): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/"refreshToken": "[^"]*"/, '"refreshToken": "spoiled"'));
}

describe('an upload without an account', () => {
  it('is a new guest’s, who may show, read, and delete it in later commands', async () => {
    const nobody = stranger(suite);
    const printed = await segue('upload', join(folder, 'music.csv'));
    const id = printed.split(':')[0]!;
    const { uid } = (await accountNow())!;
    expect(printed).toContain(`Its owner is guest ${uid}, kept in ${file} for the next commands.`);
    expect(printed).toContain(`Only its owner can see it: "segue show ${id}".`);
    expect((await nobody.ask('GET', `/api/datasets/${id}`)).status).toBe(404);
    expect(await segueJson('show', id)).toMatchObject({ id, owner: uid, visibility: 'private' });
    expect(await segue('list')).toContain(`${id}  music`);

    expect(await segue('visibility', id, 'public')).toBe(`Everyone can see it: ${suite.hostingUrl}/data/${id}`);
    expect((await nobody.ask('GET', `/api/datasets/${id}`)).status).toBe(200);
    expect(await segueJson('visibility', id, 'private')).toMatchObject({ visibility: 'private' });
    expect(await segue('delete', id)).toBe(`${id} is deleted, with its models.`);
    await expect(segue('show', id)).rejects.toMatchObject({ code: 'dataset-not-found' });
  });

  it('leaves further uploads to the same guest, public ones on request', async () => {
    const first = await upload();
    const kept = await readFile(file, 'utf8');
    const second = await upload('--public', '--name', 'For all');
    expect([second.owner, second.visibility, second.name]).toEqual([first.owner, 'public', 'For all']);
    expect(first.visibility).toBe('private');
    expect(kept).not.toMatch(/idToken|"token"/);
  });

  it('belongs to the same guest as others that run at once', async () => {
    const args = ['upload', join(folder, 'music.csv'), '--json', '--url', suite.hostingUrl];
    const both = await Promise.all([runProgram(['segue', ...args]).ended, runProgram(['segue', ...args]).ended]);
    expect(both.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    const owners = both.map(({ stdout }) => (JSON.parse(stdout) as DatasetView).owner);
    expect(new Set(owners)).toEqual(new Set([(await accountNow())!.uid]));
  });

  it('says that a refused guest is lost, and makes no other in its place', async () => {
    const { owner } = await upload();
    await spoilTokens();
    const kept = await readFile(file, 'utf8');
    const refused = `no longer accepts the sign-in of guest ${owner} (INVALID_REFRESH_TOKEN). A guest cannot sign in again`;
    for (const args of [['upload', join(folder, 'music.csv')], ['list'], ['account']])
      await expect(segue(...args)).rejects.toMatchObject({
        name: 'Failure',
        message: expect.stringContaining(refused),
      });
    expect(await readFile(file, 'utf8')).toBe(kept);
    await expect(segue('sign-out')).rejects.toThrow(/^Nobody can sign in to guest .*"segue sign-out --guest"\.$/);
    expect(await segue('sign-out', '--guest')).toBe(`Signed out: guest ${owner} is forgotten here.`);
    expect(await accountNow()).toBeNull();
  });
});

describe('the kept account', () => {
  it('reads the models of private data sets', async () => {
    const { id } = await upload();
    const model = await waitFor(
      'The model',
      async () => (await segue('recommend', 'Jazz', '--model', id).catch(() => '')) || undefined,
      60,
      200,
    );
    expect(model).toMatch(/^1 /);
    expect(await segueJson('verify', id)).toMatchObject({ same: true });
    const all = await runProgram(['segue', 'recommend', '--all', id, '--url', suite.hostingUrl]).ended;
    expect([all.code, all.stdout]).toEqual([0, expect.stringContaining('Jazz,1,')]);
    process.env['SEGUE_ACCOUNTS'] = join(folder, 'nobody.json');
    await expect(segue('verify', id)).rejects.toMatchObject({ code: 'model-not-found' });
  });

  it('may not change what another owns, and nobody may change anything', async () => {
    const other = await (await guest(suite)).upload('other.csv', musicCsv());
    await expect(segue('delete', other.id)).rejects.toThrow(/^Nobody is signed in at .*"segue sign-in" first\.$/);
    await segue('sign-in', '--guest');
    await expect(segue('delete', other.id)).rejects.toMatchObject({ name: 'ApiError', code: 'forbidden' });
    expect(await segueJson('show', other.id)).toMatchObject({ id: other.id });
  });
});

describe('segue sign-in', () => {
  it('takes the password from a pipe, and account says who it is', async () => {
    const running = runProgram(['segue', 'sign-in', '--email', email, '--url', suite.hostingUrl]);
    running.process.stdin?.end('right password\n');
    const { code, stdout, stderr } = await running.ended;
    expect([code, stdout, stderr]).toEqual([0, `Signed in as ${email}, kept in ${file}.\n`, '']);
    const { uid } = (await accountNow())!;
    const where = `on ${suite.hostingUrl}, project ${suite.project}`;
    expect(await segue('account')).toBe(`${email} (${uid}) ${where}, kept in ${file}`);
    expect(await upload()).toMatchObject({ owner: uid, ownerName: 'Lea', visibility: 'private' });
  });

  it('keeps nothing where the password is wrong', async () => {
    process.env['SEGUE_PASSWORD'] = 'wrong password';
    await expect(segue('sign-in', '--email', email)).rejects.toThrow(
      `There is no account of ${email} with this password. Create accounts on the page.`,
    );
    expect(await accountNow()).toBeNull();
  });

  it('does not take the place of another account', async () => {
    await segue('sign-in', '--guest');
    const kept = await readFile(file, 'utf8');
    for (const args of [['--guest'], ['--email', email]])
      await expect(segue('sign-in', ...args)).rejects.toThrow(/^guest \S+ is signed in at .*"segue sign-out" first\.$/);
    expect(await readFile(file, 'utf8')).toBe(kept);
  });

  it('signs in again where the account was refused, and sign-out forgets it', async () => {
    await signInAsLea();
    await spoilTokens();
    await expect(segue('account')).rejects.toThrow(`Sign in again: "segue sign-in --email ${email}".`);
    await signInAsLea();
    expect(await accountNow()).toMatchObject({ email });
    expect(await segue('sign-out')).toBe(`Signed out: ${email} is forgotten here.`);
    expect(await segue('sign-out')).toBe(`Nobody is signed in at ${suite.hostingUrl}.`);
  });
});

describe('the command line', () => {
  it.each([
    [['sign-in'], /^Usage: segue sign-in --email ADDRESS \| --guest$/],
    [['sign-in', '--guest', '--email', email], /^Usage: segue sign-in/],
    [['upload', 'a.csv', '--public', '--private'], /^Give either --public or --private\.$/],
    [['visibility', 'd'], /^Usage: segue visibility DATASET public\|private$/],
    [['visibility', 'd', 'hidden'], /^The visibility must be one of public, private, not "hidden"\.$/],
    [['delete'], /^Usage: segue delete DATASET$/],
  ])('refuses %j', async (args, message) => {
    await expect(segue(...args)).rejects.toThrow(message);
  });
});
