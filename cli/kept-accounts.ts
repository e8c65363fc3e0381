import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { Failure } from './failure.js';

/** An account that the command line keeps for its next commands; `email` is null for a guest. */
export type KeptAccount = z.output<typeof keptAccount>;

/** What an account belongs to: a project, as served at an address. */
export interface AccountPlace {
  /** Without a slash at its end. */
  address: string;
  project: string;
}

/** A change takes some milliseconds. */
const lockMs = 3000;

const keptAccount = z.object({ uid: z.string(), email: z.nullable(z.string()), refreshToken: z.string() });
/** By address, then by project. */
const keptAccounts = z.record(z.string(), z.record(z.string(), keptAccount));
type KeptAccounts = z.output<typeof keptAccounts>;

/**
 * The file of accounts: SEGUE_ACCOUNTS, or `segue/accounts.json` in the user's configuration directory, which is
 * APPDATA on Windows and XDG_CONFIG_HOME or `~/.config` elsewhere.
 */
export function accountsFile(environment = process.env, platform = process.platform): string {
  const { SEGUE_ACCOUNTS, APPDATA, XDG_CONFIG_HOME } = environment;
  if (SEGUE_ACCOUNTS) return SEGUE_ACCOUNTS;
  const directory = platform === 'win32' ? APPDATA : XDG_CONFIG_HOME;
  // The XDG specification ignores relative paths.
  const isUsable = directory !== undefined && isAbsolute(directory);
  return join(isUsable ? directory : join(homedir(), '.config'), 'segue', 'accounts.json');
}

/**
 * Whether an account is kept for any project at an address.
 * @throws Failure if the file cannot be read
 */
export async function hasAccountAt(address: string): Promise<boolean> {
  return (await readAccounts())[address] !== undefined;
}

/**
 * The account of a place; null if none is kept.
 * @throws Failure if the file cannot be read
 */
export async function findAccount({ address, project }: AccountPlace): Promise<KeptAccount | null> {
  return (await readAccounts())[address]?.[project] ?? null;
}

/**
 * Keeps an account, in place of the one that was kept.
 * @throws Failure if the file cannot be read or written
 */
export async function keepAccount(place: AccountPlace, account: KeptAccount): Promise<void> {
  await changeAccounts((accounts) => withAccount(accounts, place, account));
}

/**
 * Keeps an account unless one is kept: of commands that run at once, all get the account of the first.
 *
 * @returns the account that is kept now
 * @throws Failure if the file cannot be read or written
 */
export async function keepFirstAccount(place: AccountPlace, account: KeptAccount): Promise<KeptAccount> {
  const { address, project } = place;
  const accounts = await changeAccounts((before) =>
    before[address]?.[project] ? before : withAccount(before, place, account),
  );
  return accounts[address]?.[project] ?? account;
}

/**
 * Forgets an account. It lives on in Firebase Auth.
 * @throws Failure if the file cannot be read or written
 */
export async function forgetAccount({ address, project }: AccountPlace): Promise<void> {
  await changeAccounts((accounts) => {
    const { [address]: here, ...elsewhere } = accounts;
    const { [project]: _, ...others } = here ?? {};
    return Object.keys(others).length === 0 ? elsewhere : { ...elsewhere, [address]: others };
  });
}

function withAccount(accounts: KeptAccounts, { address, project }: AccountPlace, account: KeptAccount): KeptAccounts {
  return { ...accounts, [address]: { ...accounts[address], [project]: account } };
}

async function readAccounts(): Promise<KeptAccounts> {
  const file = accountsFile();
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '{}';
    throw new Failure(`The accounts in ${file} cannot be read: ${message}.`, { cause: error });
  });
  try {
    return keptAccounts.parse(JSON.parse(text));
  } catch (cause) {
    throw new Failure(`${file} is not a file of accounts. Repair it, or delete it and sign in again.`, { cause });
  }
}

/** Refresh tokens are as good as passwords: nobody else may read them. A command that is killed leaves the old file. */
async function changeAccounts(change: (accounts: KeptAccounts) => KeptAccounts): Promise<KeptAccounts> {
  const file = accountsFile();
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    return await replaceFile(file, async () => change(await readAccounts()));
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = 'Name another file in the environment variable SEGUE_ACCOUNTS.';
    throw new Failure(`The account cannot be kept in ${file}: ${reason}. ${advice}`, { cause });
  }
}

/** The next file is also the lock, as Git does it: there is one at a time, and its last step is to become the file. */
async function replaceFile<Content>(file: string, makeContent: () => Promise<Content>): Promise<Content> {
  const next = `${file}.lock`;
  const handle = await openAlone(next);
  try {
    const content = await makeContent();
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.close();
    await rename(next, file);
    return content;
  } catch (error) {
    await handle.close();
    await rm(next, { force: true });
    throw error;
  }
}

/** @throws Failure if the file stays there for as long as no command needs it */
async function openAlone(path: string, until = Date.now() + lockMs): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    if (Date.now() > until)
      throw new Failure(`Another command keeps ${path}. If none is running, delete that file.`, { cause });
    await sleep(20);
    return openAlone(path, until);
  }
}
