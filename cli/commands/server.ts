import { type HostingConfiguration, parseInitScript } from '@segue/core/contract/hosting-configuration';
import { debugToken, exchangeDebugToken } from '../app-check.js';
import { Failure } from '../failure.js';
import type { AccountPlace } from '../kept-accounts.js';

/** The base URL of Google's sign-in service, for a deployed project. */
const production = 'https:/';

/** A running Segue, and where its accounts sign in. */
export interface Server extends AccountPlace {
  apiKey: string;
  /** As `signInAsGuest` takes it. */
  authUrl: string;
  /** The App Check token for the API; none without a debug token, or in the Emulator Suite, which has no App Check. */
  appToken: string | undefined;
}

/** The address in `--url` without a slash at its end. */
export function addressIn(url: string): string {
  return url.replace(/\/$/, '');
}

/**
 * Asks a running Segue for its project. Hosting serves the web configuration; in the Emulator Suite also the emulators'
 * addresses.
 *
 * @throws Failure if there is no Segue at the address, or App Check does not take the debug token
 */
export async function findServer(url: string): Promise<Server> {
  const address = addressIn(url);
  const configuration = parseScript(address, await fetchScript(`${address}/__/firebase/init.js?useEmulator=true`));
  if (!configuration)
    throw new Failure(`There is no Firebase project at ${address}: pass the page's address with --url.`);
  const { options, emulators } = configuration;
  return {
    address,
    project: options.projectId ?? 'any',
    apiKey: options.apiKey ?? 'any',
    authUrl: emulators.auth ? `http://${emulators.auth.hostAndPort}` : production,
    appToken: await appTokenOf(configuration),
  };
}

async function appTokenOf({ options, emulators }: HostingConfiguration): Promise<string | undefined> {
  const secret = debugToken();
  const emulated = Object.keys(emulators).length > 0;
  return secret === undefined || emulated ? undefined : exchangeDebugToken(options, secret);
}

function parseScript(address: string, script: string): HostingConfiguration | null {
  try {
    return parseInitScript(script);
  } catch (error) {
    throw new Failure(`${address}: ${error instanceof Error ? error.message : String(error)}`);
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
