import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signUpWithEmail } from '@segue/cli/account';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import type { SharingView } from '@segue/core/contract/api/sharing';
import { musicCsv } from '../support/music.js';
import { startTestSuite, type Suite } from '../support/suite.js';
import { segue as runSegue } from './segue.js';

const outside = process.env['SEGUE_ACCOUNTS'];
const lea = 'lea@segue.example';
const max = 'Max@Segue.example';
let suite: Suite;
let folder: string;
let maxUid: string;
let id: string;

/** Does a command as somebody whose account is kept. */
async function as(name: string, ...args: string[]): Promise<string> {
  process.env['SEGUE_ACCOUNTS'] = join(folder, `${name}.json`);
  return runSegue(suite, ...args);
}

/** Creates an account whose address is verified, and signs in to it on the command line. */
async function createAccount(name: string, address: string): Promise<string> {
  const { uid } = await signUpWithEmail(suite.authUrl, address, 'a password', name);
  const url = `${suite.authUrl}/identitytoolkit.googleapis.com/v1/projects/${suite.project}/accounts:update`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: 'Bearer owner', 'Content-Type': 'application/json' },
    body: JSON.stringify({ localId: uid, emailVerified: true }),
  });
  expect(response.status).toBe(200);
  process.env['SEGUE_PASSWORD'] = 'a password';
  await as(name, 'sign-in', '--email', address);
  return uid;
}

const sharing = async () => JSON.parse(await as('lea', 'members', id, '--json')) as SharingView;

// A suite of its own for a minute's worth of checks whose use cases have faster tests: only in `npm run soak`.
const describeInSoak = process.env['EMULATOR_SOAK'] === '1' ? describe : describe.skip;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-sharing-'));
  await writeFile(join(folder, 'music.csv'), musicCsv());
  suite = await startTestSuite();
  await createAccount('lea', lea);
  maxUid = await createAccount('max', max);
});

afterAll(async () => {
  process.env['SEGUE_ACCOUNTS'] = outside;
  delete process.env['SEGUE_PASSWORD'];
  await suite.stop();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  id = (JSON.parse(await as('lea', 'upload', join(folder, 'music.csv'), '--json')) as DatasetView).id;
});

describeInSoak('a private data set', () => {
  it('is read by whom its owner shares it with, until they leave', async () => {
    await expect(as('max', 'show', id)).rejects.toMatchObject({ code: 'dataset-not-found' });
    expect(await as('lea', 'members', id)).toBe(
      `${id} is shared with nobody: "segue share ${id} ADDRESS" invites an account.`,
    );
    expect(await as('lea', 'share', id, max)).toBe(
      `${max} is invited as a reader. No mail is sent: send them ${suite.hostingUrl}/join/${id}, or "segue join ${id}".`,
    );
    expect(await as('lea', 'members', id)).toMatch(/Max@Segue\.example +reader +\(invited\)$/);

    expect(await as('max', 'join', id)).toBe(`music.csv is shared with you now: "segue show ${id}".`);
    expect(await as('max', 'list')).toContain(`${id}  music`);
    await expect(as('max', 'members', id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await as('lea', 'members', id)).toMatch(new RegExp(`max@segue\\.example +reader +max +${maxUid}$`));

    expect(await as('lea', 'visibility', id, 'private')).toBe(
      `Only its owner can see it, and those it is shared with: "segue members ${id}".`,
    );
    expect(await as('max', 'leave', id)).toBe(`${id} is not shared with you any more.`);
    await expect(as('max', 'show', id)).rejects.toMatchObject({ code: 'dataset-not-found' });
    expect(await sharing()).toEqual({ members: [], invitations: [] });
  });

  it('is changed by editors, and a member who is shared with again gets the new role', async () => {
    await as('lea', 'share', id, max, '--editor');
    expect((await sharing()).invitations).toMatchObject([{ role: 'editor' }]);
    await as('max', 'join', id);
    expect((await sharing()).members).toMatchObject([{ uid: maxUid, role: 'editor' }]);
    expect(await as('lea', 'share', id, max)).toBe(`max@segue.example is a reader of ${id} now.`);
    expect(await sharing()).toMatchObject({ members: [{ uid: maxUid, role: 'reader' }], invitations: [] });
  });

  it.each([
    ['the address', () => max.toUpperCase()],
    ['the uid', () => maxUid],
  ])('is taken back from a member by %s', async (_, whom) => {
    await as('lea', 'share', id, max);
    await as('max', 'join', id);
    expect(await as('lea', 'unshare', id, whom())).toBe(`${id} is not shared with ${whom()} any more.`);
    await expect(as('max', 'show', id)).rejects.toMatchObject({ code: 'dataset-not-found' });
    await expect(as('max', 'join', id)).rejects.toMatchObject({ code: 'invitation-not-found' });
  });

  it('is not joined once the invitation is withdrawn', async () => {
    await as('lea', 'share', id, max);
    await as('lea', 'unshare', id, max);
    await expect(as('max', 'join', id)).rejects.toMatchObject({ code: 'invitation-not-found' });
    await expect(as('lea', 'unshare', id, max)).rejects.toThrow(
      `${id} is not shared with ${max}: "segue members ${id}" lists with whom it is.`,
    );
  });

  it('is shared by its owner alone', async () => {
    await expect(as('nobody', 'share', id, max)).rejects.toThrow(
      /^Nobody is signed in at .*, and only its owner may share a data set: "segue sign-in" first\.$/,
    );
    await expect(as('max', 'share', id, max)).rejects.toMatchObject({ code: 'dataset-not-found' });
    await expect(as('lea', 'leave', id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(as('lea', 'share', id, 'no address')).rejects.toThrow(/must be an e-mail address/);
  });
});

describeInSoak('the command line', () => {
  it.each([
    [['share', 'd'], 'Usage: segue share DATASET ADDRESS [--editor]'],
    [['unshare', 'd'], 'Usage: segue unshare DATASET ADDRESS|UID'],
    [['members'], 'Usage: segue members DATASET'],
    [['join'], 'Usage: segue join DATASET'],
    [['leave', 'd', 'e'], 'Usage: segue leave DATASET'],
  ])('refuses %j', async (args, message) => {
    await expect(as('lea', ...args)).rejects.toThrow(message);
  });
});
