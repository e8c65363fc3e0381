import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
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
export async function keepAccount({ address, project }: AccountPlace, account: KeptAccount): Promise<void> {
  const accounts = await readAccounts();
  await writeAccounts({ ...accounts, [address]: { ...accounts[address], [project]: account } });
}

/**
 * Forgets an account. It lives on in Firebase Auth.
 * @throws Failure if the file cannot be read or written
 */
export async function forgetAccount({ address, project }: AccountPlace): Promise<void> {
  const accounts = await readAccounts();
  const { [project]: _, ...others } = accounts[address] ?? {};
  const { [address]: __, ...elsewhere } = accounts;
  await writeAccounts(Object.keys(others).length === 0 ? elsewhere : { ...elsewhere, [address]: others });
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
async function writeAccounts(accounts: KeptAccounts): Promise<void> {
  const file = accountsFile();
  const next = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(next, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
    await rename(next, file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const advice = 'Name another file in the environment variable SEGUE_ACCOUNTS.';
    throw new Failure(`The account cannot be kept in ${file}: ${reason}. ${advice}`, { cause });
  }
}
