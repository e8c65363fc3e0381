/** How the page finds its Firebase project: Hosting serves it under `/__/firebase/`, both locally and deployed. */

/** Where an emulator listens. */
export interface EmulatorAddress {
  host: string;
  port: number;
}

/** The project's options, and the emulators that replace its services, if any. */
export interface Project {
  options: Record<string, string>;
  emulators: { database?: EmulatorAddress; auth?: EmulatorAddress };
}

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Loads the project's configuration. The script that names emulators exists on localhost only; it is read as text,
 * because it expects Firebase's old global library.
 */
export async function loadProject(hostname = location.hostname): Promise<Project> {
  if (localHosts.has(hostname)) {
    const script = await fetchText('/__/firebase/init.js?useEmulator=true');
    const project = script === null ? null : readInitScript(script);
    if (project) return project;
  }
  const json = await fetchText('/__/firebase/init.json');
  if (json === null) throw new Error('Hosting does not say which Firebase project this is (/__/firebase/init.json).');
  return { options: JSON.parse(json) as Record<string, string>, emulators: {} };
}

/** Reads `init.js` as Firebase Hosting writes it; `null` if it holds no configuration. */
export function readInitScript(script: string): Project | null {
  const options = readVariable(script, 'firebaseConfig');
  if (!options) return null;
  const emulators = readVariable(script, 'firebaseEmulators') ?? {};
  return {
    options: options as Record<string, string>,
    emulators: { ...emulatorAt(emulators, 'database'), ...emulatorAt(emulators, 'auth') },
  };
}

function emulatorAt(emulators: Record<string, unknown>, name: 'database' | 'auth') {
  const found = emulators[name] as Partial<EmulatorAddress> | undefined;
  if (typeof found?.host !== 'string' || typeof found.port !== 'number') return {};
  const anywhere = found.host === '0.0.0.0' || found.host === '::';
  return { [name]: { host: anywhere ? location.hostname : found.host, port: found.port } };
}

/** The JSON object that a script assigns to a variable. */
function readVariable(script: string, name: string): Record<string, unknown> | null {
  const start = new RegExp(`var ${name} = (?=\\{)`).exec(script);
  if (!start) return null;
  const from = start.index + start[0].length;
  const end = endOfObject(script, from);
  return end < 0 ? null : (JSON.parse(script.slice(from, end)) as Record<string, unknown>);
}

function endOfObject(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return -1;
}

async function fetchText(path: string): Promise<string | null> {
  const response = await fetch(path);
  const type = response.headers.get('content-type') ?? '';
  return response.ok && !type.includes('html') ? response.text() : null;
}
