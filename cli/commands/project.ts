import { signInAsGuest } from '../account.js';
import { createApiClient, createDownloadClient, type ApiClient } from '../api-client.js';
import { debugToken } from '../app-check.js';
import { Failure } from '../failure.js';
import { hasAccountAt } from '../kept-accounts.js';
import { addressIn, findServer, type Server } from './server.js';
import { keepFirst, signInToKept, type Account } from './signed-in.js';

/** A running Segue, opened by an account. */
export interface SignedInProject {
  api: ApiClient;
  server: Server;
  account: Account;
}

/**
 * Opens a running Segue for reading: as the kept account, or as nobody if none is kept.
 *
 * @throws Failure if the kept account is refused, or App Check does not take the debug token
 */
export async function openProject(url: string): Promise<ApiClient> {
  const { token, appToken } = await readersTokens(url);
  return createApiClient(addressIn(url), token, appToken);
}

/** Like `openProject`, for routes whose download goes into a stream. */
export async function openForDownload(url: string, output: NodeJS.WritableStream): Promise<ApiClient> {
  const { token, appToken } = await readersTokens(url);
  return createDownloadClient(addressIn(url), output, token, appToken);
}

/**
 * Opens a running Segue as the kept account.
 *
 * @param need why an account is needed, as half a sentence
 * @throws Failure if no account is kept, or it is refused
 */
export async function openSignedIn(url: string, need: string): Promise<SignedInProject> {
  const server = await findServer(url);
  const account = await signInToKept(server);
  if (account) return open(server, account);
  throw new Failure(`Nobody is signed in at ${server.address}, and ${need}: "segue sign-in" first.`);
}

/**
 * Opens a running Segue to upload: as the kept account, or as a new guest, who is kept, if none is.
 *
 * @throws Failure if there is no Segue at the address, or the kept account is refused
 */
export async function openForUpload(url: string): Promise<SignedInProject> {
  const server = await findServer(url);
  return open(server, (await signInToKept(server)) ?? (await becomeGuest(server)));
}

/** Signs in as a new guest and keeps it; if another command has kept an account meanwhile, signs in to that. */
export async function becomeGuest(server: Server): Promise<Account> {
  const guest = { ...(await signInAsGuest(server.authUrl, server)), email: null };
  const isKept = await keepFirst(server, guest);
  return (isKept ? null : await signInToKept(server)) ?? guest;
}

function open(server: Server, account: Account): SignedInProject {
  return { api: createApiClient(server.address, account.token, server.appToken), server, account };
}

/** With neither a kept account nor a debug token there is nothing to ask the server's project for. */
async function readersTokens(url: string): Promise<{ token?: string | undefined; appToken?: string | undefined }> {
  if (debugToken() === undefined && !(await hasAccountAt(addressIn(url)))) return {};
  const server = await findServer(url);
  return { token: (await signInToKept(server))?.token, appToken: server.appToken };
}
