import { type HostingConfiguration, parseInitScript } from '@segue/core/contract/hosting-configuration';
import { createApiClient, createDownloadClient, type ApiClient } from '../api-client.js';
import { signInAsGuest } from '../account.js';
import { debugToken, exchangeDebugToken } from '../app-check.js';
import { Failure } from '../failure.js';

/** The base URL of Google's sign-in service, for a deployed project. */
const production = 'https:/';

/**
 * Opens a running Segue without signing in.
 *
 * @throws Failure if the environment names a debug token that App Check does not take
 */
export async function openProject(url: string): Promise<ApiClient> {
  const base = baseOf(url);
  return createApiClient(base, undefined, await readAppToken(base));
}

/** Opens a running Segue without signing in, for routes whose download goes into a stream; see `openProject`. */
export async function openForDownload(url: string, output: NodeJS.WritableStream): Promise<ApiClient> {
  const base = baseOf(url);
  return createDownloadClient(base, output, await readAppToken(base));
}

/**
 * Opens a running Segue as a new guest, who owns what it uploads; see `openProject`.
 *
 * @throws Failure if there is no Segue at the address
 */
export async function openAsGuest(url: string): Promise<ApiClient> {
  const base = baseOf(url);
  const configuration = await readConfiguration(base);
  const { options, emulators } = configuration;
  const authUrl = emulators.auth ? `http://${emulators.auth.hostAndPort}` : production;
  const appToken = await appTokenOf(configuration);
  const { token } = await signInAsGuest(authUrl, options.apiKey ?? 'any', appToken);
  return createApiClient(base, token, appToken);
}

function baseOf(url: string): string {
  return url.replace(/\/$/, '');
}

async function readAppToken(base: string): Promise<string | undefined> {
  return debugToken() === undefined ? undefined : appTokenOf(await readConfiguration(base));
}

/** The App Check token for the API; none without a debug token, or in the Emulator Suite, which has no App Check. */
async function appTokenOf({ options, emulators }: HostingConfiguration): Promise<string | undefined> {
  const secret = debugToken();
  const emulated = Object.keys(emulators).length > 0;
  return secret === undefined || emulated ? undefined : exchangeDebugToken(options, secret);
}

/** Hosting serves the project's web configuration; in the Emulator Suite also the emulators' addresses. */
async function readConfiguration(base: string): Promise<HostingConfiguration> {
  const configuration = parseScript(base, await fetchScript(`${base}/__/firebase/init.js?useEmulator=true`));
  if (configuration) return configuration;
  throw new Failure(`There is no Firebase project at ${base}: pass the page's address with --url.`);
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
