import { parseArgs } from 'node:util';
import { signInWithEmail, SignInRefused, type SignedIn } from '../account.js';
import { Failure } from '../failure.js';
import { accountsFile, findAccount, forgetAccount, type KeptAccount } from '../kept-accounts.js';
import { readPassword } from '../password.js';
import { becomeGuest } from './project.js';
import { json, print, url } from './remote-options.js';
import { findServer, type Server } from './server.js';
import { keep, nameOf, signInToKept, type Account } from './signed-in.js';

const usage = 'segue sign-in --email ADDRESS | --guest';
const flag = { type: 'boolean', default: false } as const;

/** What Firebase Auth answers to a wrong address or password; which of them, it may not say. */
const wrongCredentials = ['EMAIL_NOT_FOUND', 'INVALID_EMAIL', 'INVALID_PASSWORD', 'INVALID_LOGIN_CREDENTIALS'];

/**
 * `segue sign-in`: signs in to an account, or to a new guest's, and keeps it for the next commands.
 *
 * @throws Failure if another account is kept: it would be lost
 */
export async function signIn(args: string[]): Promise<void> {
  const options = { url, json, email: { type: 'string' }, guest: flag } as const;
  const { url: given, json: asJson, email, guest } = parseArgs({ args, options }).values;
  if ((email === undefined) !== guest) throw new Failure(`Usage: ${usage}`);
  const server = await findServer(given);
  const kept = await findAccount(server);
  if (kept && (email === undefined || kept.email === null)) throw alreadySignedIn(kept, server);
  const account = email === undefined ? await becomeGuest(server) : await signInTo(server, email, kept);
  print(asJson, describe(account, server), `Signed in as ${nameOf(account)}, kept in ${accountsFile()}.`);
}

/**
 * `segue sign-out`: forgets the kept account.
 *
 * @throws Failure if it is a guest's, without `--guest`: nobody can sign in to it again
 */
export async function signOut(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { url, json, guest: flag } });
  const server = await findServer(values.url);
  const kept = await findAccount(server);
  if (kept?.email === null && !values.guest)
    throw new Failure(
      `Nobody can sign in to ${nameOf(kept)} again: its data sets stay, and nobody can change them. ` +
        'Delete them first if need be; then "segue sign-out --guest".',
    );
  if (kept) await forgetAccount(server);
  const sentence = kept ? `Signed out: ${nameOf(kept)} is forgotten here.` : nobodyAt(server);
  print(values.json, kept && describe(kept, server), sentence);
}

/** `segue account`: says who is signed in, on which server; with `--json`, null for nobody. */
export async function showAccount(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { url, json } });
  const server = await findServer(values.url);
  const account = await signInToKept(server);
  if (!account) return print(values.json, null, nobodyAt(server));
  const name = account.email === null ? nameOf(account) : `${account.email} (${account.uid})`;
  const place = `on ${server.address}, project ${server.project}`;
  print(values.json, describe(account, server), `${name} ${place}, kept in ${accountsFile()}`);
}

async function signInTo(server: Server, email: string, kept: KeptAccount | null): Promise<Account> {
  const password = await readPassword(`Password of ${email}`);
  const account = { ...(await askPermission(server, email, password)), email };
  if (kept && kept.uid !== account.uid) throw alreadySignedIn(kept, server);
  await keep(server, account);
  return account;
}

async function askPermission(server: Server, email: string, password: string): Promise<SignedIn> {
  try {
    return await signInWithEmail(server.authUrl, email, password, server);
  } catch (error) {
    if (!(error instanceof SignInRefused) || !wrongCredentials.includes(error.reason)) throw error;
    throw new Failure(`There is no account of ${email} with this password. Create accounts on the page.`, {
      cause: error,
    });
  }
}

function alreadySignedIn(kept: KeptAccount, { address }: Server): Failure {
  return new Failure(`${nameOf(kept)} is signed in at ${address}: "segue sign-out" first.`);
}

function nobodyAt({ address }: Server): string {
  return `Nobody is signed in at ${address}.`;
}

function describe({ uid, email }: Pick<KeptAccount, 'uid' | 'email'>, { address, project }: Server) {
  return { uid, email, address, project };
}
