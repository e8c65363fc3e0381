import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  accountsFile,
  findAccount,
  forgetAccount,
  hasAccountAt,
  keepAccount,
  keepFirstAccount,
} from '@segue/cli/kept-accounts';

const home = { address: 'http://127.0.0.1:5000', project: 'demo-segue' };
const lea = { uid: 'lea', email: 'lea@segue.example', refreshToken: 'r' };
const guest = { uid: 'g', email: null, refreshToken: 's' };
const outside = process.env['SEGUE_ACCOUNTS'];
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segue-accounts-'));
  file = join(folder, 'new', 'accounts.json');
  process.env['SEGUE_ACCOUNTS'] = file;
});

afterEach(async () => {
  process.env['SEGUE_ACCOUNTS'] = outside;
  await rm(folder, { recursive: true });
});

describe('the file of accounts', () => {
  test.each([
    ['linux', {}, join(homedir(), '.config/segue/accounts.json')],
    ['linux', { XDG_CONFIG_HOME: '/etc/lea' }, '/etc/lea/segue/accounts.json'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, join(homedir(), '.config/segue/accounts.json')],
    ['win32', { APPDATA: '/appdata', XDG_CONFIG_HOME: '/etc/lea' }, '/appdata/segue/accounts.json'],
    ['win32', { APPDATA: '/appdata', SEGUE_ACCOUNTS: '/elsewhere.json' }, '/elsewhere.json'],
  ] as const)('on %s with %j is %s', (platform, environment, expected) => {
    expect(accountsFile(environment, platform)).toBe(expected);
  });

  test('is readable by its owner alone, and leaves nothing beside it', async () => {
    await keepAccount(home, lea);
    await keepAccount(home, lea);
    const modes = [await stat(file), await stat(dirname(file))].map(({ mode }) => (mode & 0o777).toString(8));
    expect(modes).toEqual(['600', '700']);
    expect(await readdir(dirname(file))).toEqual(['accounts.json']);
  });

  test('becomes private again where others could read it', async () => {
    process.env['SEGUE_ACCOUNTS'] = join(folder, 'open.json');
    await writeFile(join(folder, 'open.json'), '{}', { mode: 0o644 });
    await keepAccount(home, lea);
    expect((await stat(join(folder, 'open.json'))).mode & 0o777).toBe(0o600);
  });

  test('keeps one account for each project at each address', async () => {
    const elsewhere = { ...home, address: 'https://segue.example' };
    const other = { ...home, project: 'demo-other' };
    expect([await findAccount(home), await hasAccountAt(home.address)]).toEqual([null, false]);
    await keepAccount(home, lea);
    await keepAccount(elsewhere, guest);
    await keepAccount(other, guest);
    expect(await Promise.all([home, elsewhere, other].map(findAccount))).toEqual([lea, guest, guest]);
    await forgetAccount(home);
    expect([await findAccount(home), await findAccount(other)]).toEqual([null, guest]);
    await forgetAccount(other);
    expect([await hasAccountAt(home.address), await hasAccountAt(elsewhere.address)]).toEqual([false, true]);
  });

  test('loses nothing where commands run at once, and gives all of them the first account', async () => {
    const uids = ['a', 'b', 'c', 'd', 'e'];
    const places = uids.map((project) => ({ ...home, project }));
    await Promise.all(places.map((place) => keepAccount(place, lea)));
    expect(await Promise.all(places.map(findAccount))).toEqual(uids.map(() => lea));
    const kept = await Promise.all(uids.map((uid) => keepFirstAccount(home, { ...guest, uid })));
    expect(new Set(kept.map(({ uid }) => uid))).toEqual(new Set([(await findAccount(home))!.uid]));
  });

  test('says which file to delete where a command was killed while it kept an account', async () => {
    process.env['SEGUE_ACCOUNTS'] = join(folder, 'accounts.json');
    await writeFile(join(folder, 'accounts.json.lock'), '');
    await expect(keepAccount(home, lea)).rejects.toThrow(
      /accounts\.json\.lock\. If none is running, delete that file\.$/,
    );
    expect(await findAccount(home)).toBeNull();
  });

  test.each(['not JSON', '[]', '{"http://a":{"p":{"uid":"u"}}}'])(
    'is never replaced where it holds %s',
    async (text) => {
      process.env['SEGUE_ACCOUNTS'] = join(folder, 'broken.json');
      await writeFile(join(folder, 'broken.json'), text);
      await expect(keepAccount(home, lea)).rejects.toThrow(/broken\.json is not a file of accounts\. Repair it/);
      expect(await readFile(join(folder, 'broken.json'), 'utf8')).toBe(text);
    },
  );

  test('says what to do where it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    process.env['SEGUE_ACCOUNTS'] = join(folder, 'file', 'accounts.json');
    await expect(keepAccount(home, lea)).rejects.toThrow(/cannot be kept in .*environment variable SEGUE_ACCOUNTS/);
  });
});
