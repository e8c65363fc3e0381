import { type HostingConfiguration, parseInitJson, parseInitScript } from '@segue/core/contract/hosting-configuration';

/** How the page finds its Firebase project: Hosting serves it under `/__/firebase/`, both locally and deployed. */

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Loads the project's configuration. The script that names emulators exists on localhost only.
 *
 * @throws Error if Hosting serves none, or one of an unknown form
 */
export async function loadProject(hostname = location.hostname): Promise<HostingConfiguration> {
  if (localHosts.has(hostname)) {
    const script = await fetchText('/__/firebase/init.js?useEmulator=true');
    const project = script === null ? null : parseInitScript(script);
    if (project) return { ...project, emulators: reachableFrom(hostname, project.emulators) };
  }
  const json = await fetchText('/__/firebase/init.json');
  if (json === null) throw new Error('Hosting does not say which Firebase project this is (/__/firebase/init.json).');
  return { options: parseInitJson(json), emulators: {} };
}

/**
 * The site key of reCAPTCHA Enterprise that the page was built with; null if there is none. It stands in the page, since
 * Hosting's configuration cannot have it.
 */
export function appCheckSiteKey(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name=app-check-site-key]')?.content || null;
}

type Emulators = HostingConfiguration['emulators'];

/** The emulators with a host that the page can ask: one that listens on every address has that of the page. */
export function reachableFrom(hostname: string, { database, auth }: Emulators): Emulators {
  const reachable = <Address extends { host: string }>(address: Address) =>
    address.host === '0.0.0.0' || address.host === '::' ? { ...address, host: hostname } : address;
  return { ...(database && { database: reachable(database) }), ...(auth && { auth: reachable(auth) }) };
}

async function fetchText(path: string): Promise<string | null> {
  const response = await fetch(path);
  const type = response.headers.get('content-type') ?? '';
  return response.ok && !type.includes('html') ? response.text() : null;
}
