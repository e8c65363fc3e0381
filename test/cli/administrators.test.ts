import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signUpWithEmail } from '@segue/cli/account';
import { setAdministrator } from '@segue/cli/administrators';
import type { ModelView } from '@segue/core/contract/api/models';
import { sampleAccount } from '@segue/core/contract/sample-account';
import { inRoot } from '@segue/suite/launcher/root';
import { guest, stranger } from '../flow/http.js';
import { musicCsv } from '../support/music.js';
import { startTestSuite, waitFor, type Suite } from '../support/suite.js';
import { segue as runSegue } from './segue.js';

const email = 'ada@segue.example';
const outside = { ...process.env };
let suite: Suite;
let folder: string;
let sample: string;

const segue = (...args: string[]) => runSegue(suite, ...args);

async function signIn(address: string, password: string): Promise<void> {
  process.env['SEGUE_PASSWORD'] = password;
  await segue('sign-in', '--email', address);
}

/** The custom claims of Ada's account. */
async function claims(): Promise<unknown> {
  return (await withAuth((auth) => auth.getUserByEmail(email))).customClaims;
}

async function withAuth<Answer>(use: (auth: ReturnType<typeof getAuth>) => Promise<Answer>): Promise<Answer> {
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = new URL(suite.authUrl).host;
  const app = initializeApp({ projectId: suite.project }, 'test');
  try {
    return await use(getAuth(app));
  } finally {
    await deleteApp(app);
  }
}

// A suite of its own for a minute's worth of checks whose use cases have faster tests: only in `npm run soak`.
const describeInSoak = process.env['EMULATOR_SOAK'] === '1' ? describe : describe.skip;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-administrators-'));
  suite = await startTestSuite({ import: inRoot('emulator-data') });
  await signUpWithEmail(suite.authUrl, email, 'password of Ada', 'Ada');
  sample = await segue('default');
});

afterAll(async () => {
  process.env = outside;
  await suite.stop();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  process.env['SEGUE_ACCOUNTS'] = join(await mkdtemp(join(folder, 'accounts-')), 'accounts.json');
});

afterEach(() => {
  jest.restoreAllMocks();
});

describeInSoak('the sample that npm start begins with', () => {
  it('is the default model, whatever strangers upload', async () => {
    const reply = async () => (await stranger(suite).ask('GET', '/api/recommendations?genre=Jazz&count=3')).body;
    const before = await reply();
    expect(before).toMatchObject({ model: sample, user: 'Jazz', items: [{ rank: 1 }, { rank: 2 }, { rank: 3 }] });
    expect(sample).toMatch(/^music-sample-/);
    const visitor = await guest(suite);
    const { id } = await visitor.upload('later.csv', musicCsv());
    const trained = async () => {
      const { body } = await visitor.ask('GET', `/api/models/${id}`);
      return (body as Partial<ModelView>).state === 'ready' || undefined;
    };
    await waitFor('The model of the upload', trained, 60, 200);
    expect(await reply()).toEqual(before);
    expect(await segue('recommend', 'Jazz', '--count', '1')).toMatch(/^1 /);
  });

  it('has an owner who may choose another, or none', async () => {
    await signIn(sampleAccount.email, sampleAccount.password);
    expect(await segue('default', '--none')).toBe(
      'There is no default model. An administrator chooses one: "segue default MODEL".',
    );
    expect(JSON.parse(await segue('default', '--json'))).toEqual({ model: null });
    await expect(segue('recommend', 'Jazz')).rejects.toMatchObject({ code: 'no-model' });
    await expect(segue('default', 'nothing')).rejects.toMatchObject({ code: 'model-not-found' });
    expect(await segue('default', sample)).toBe(sample);
  });
});

describeInSoak('segue default', () => {
  it('says who may choose, and how one becomes an administrator', async () => {
    await expect(segue('default', sample)).rejects.toThrow(
      `Nobody is signed in at ${suite.hostingUrl}, and only an administrator chooses the default model: "segue sign-in" first.`,
    );
    await segue('sign-in', '--guest');
    await expect(segue('default', '--none')).rejects.toThrow(
      /^guest \S+ is no administrator of \S+, and only an administrator chooses .* a guest cannot be made one\.$/,
    );
    await segue('sign-out', '--guest');
    await signIn(email, 'password of Ada');
    await expect(segue('default', '--none')).rejects.toMatchObject({
      name: 'Failure',
      message:
        `${email} is no administrator of ${suite.project}, and only an administrator chooses the default model. Whoever ` +
        `runs the project makes it one: "segue administrator ${email}", with Google credentials (the emulator needs none).`,
    });
    expect(await segue('default')).toBe(sample);
  });

  it.each([[['a', 'b']], [['a', '--none']]])('refuses %j', async (args) => {
    await expect(segue('default', ...args)).rejects.toThrow('Usage: segue default [MODEL | --none]');
  });
});

describeInSoak('segue administrator', () => {
  it('gives and takes the claim, which the next command has, and keeps other claims', async () => {
    await withAuth(async (auth) => {
      const { uid } = await auth.getUserByEmail(email);
      await auth.setCustomUserClaims(uid, { team: 'music' });
    });
    await signIn(email, 'password of Ada');
    expect(await segue('administrator', email)).toBe(
      `${email} is an administrator of ${suite.project}. The next command knows; an open page may take an hour.`,
    );
    expect(await claims()).toEqual({ team: 'music', administrator: true });
    expect(await segue('default', sample)).toBe(sample);
    const taken = JSON.parse(await segue('administrator', email, '--remove', '--json')) as unknown;
    expect(taken).toEqual({ email, project: suite.project, isAdministrator: false });
    expect(await claims()).toEqual({ team: 'music' });
    await expect(segue('default', sample)).rejects.toThrow(`${email} is no administrator of`);
  });

  it('says that there is no such account, or what Google refuses', async () => {
    await expect(segue('administrator', 'nobody@segue.example')).rejects.toThrow(
      `There is no account of nobody@segue.example in ${suite.project}. Create it on the page first.`,
    );
    const nowhere = { project: suite.project, authUrl: 'http://127.0.0.1:1' };
    await expect(setAdministrator(nowhere, email, true)).rejects.toMatchObject({
      name: 'Failure',
      message: expect.stringMatching(/^The claim of ada@segue\.example cannot be changed: .*\nThis needs Google cred/),
    });
    await expect(segue('administrator')).rejects.toThrow('Usage: segue administrator EMAIL [--remove]');
  });
});
