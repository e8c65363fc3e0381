import { type HostingConfiguration, parseInitScript } from '@segue/core/contract/hosting-configuration';
import { createApiClient, createDownloadClient, type ApiClient } from '../api-client.js';
import { signInAsGuest } from '../account.js';
import { Failure } from '../failure.js';

/** The base URL of Google's sign-in service, for a deployed project. */
const production = 'https:/';

/** Opens a running Segue without signing in. */
export function openProject(url: string): ApiClient {
  return createApiClient(url.replace(/\/$/, ''));
}

/** Opens a running Segue without signing in, for routes whose download goes into a stream. */
export function openForDownload(url: string, output: NodeJS.WritableStream): ApiClient {
  return createDownloadClient(url.replace(/\/$/, ''), output);
}

/**
 * Opens a running Segue as a new guest, who owns what it uploads.
 *
 * @throws Failure if there is no Segue at the address
 */
export async function openAsGuest(url: string): Promise<ApiClient> {
  const base = url.replace(/\/$/, '');
  const { apiKey, authUrl } = await readConfiguration(base);
  const { token } = await signInAsGuest(authUrl ?? production, apiKey);
  return createApiClient(base, token);
}

/** Hosting serves the project's web configuration; in the Emulator Suite also the emulators' addresses. */
async function readConfiguration(base: string): Promise<{ apiKey: string; authUrl: string | undefined }> {
  const configuration = parseScript(base, await fetchScript(`${base}/__/firebase/init.js?useEmulator=true`));
  if (!configuration) throw new Failure(`There is no Firebase project at ${base}: pass the page's address with --url.`);
  const { options, emulators } = configuration;
  return { apiKey: options.apiKey ?? 'any', authUrl: emulators.auth && `http://${emulators.auth.hostAndPort}` };
}

function parseScript(base: string, script: string): HostingConfiguration | null {
  try {
    return parseInitScript(script);
  } catch (error) {
    throw new Failure(`${base}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function fetchScript(address: string): Promise<string> {
  try {
    return await (await fetch(address)).text();
  } catch {
    throw new Failure(
      `Nothing answers at ${new URL(address).origin}: run "npm start" first, or pass the address with --url.`,
    );
  }
}
