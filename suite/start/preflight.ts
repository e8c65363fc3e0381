import { Failure } from '@segue/cli/failure';
import { parseInitJson } from '@segue/core/contract/hosting-configuration';
import { portNames, type Ports } from '../launcher/messages.js';
import { findTakenPorts, isPortFree } from '../launcher/ports.js';
import { optionOf } from './options.js';

const what: Record<keyof Ports, string> = {
  hosting: 'the page',
  functions: 'the functions',
  database: 'the database',
  auth: 'Auth',
};

/** How many ports after the page's are tried. */
const pagePortsTried = 20;

/**
 * Checks that the system can run our database emulator: the `java` that starts it is a shell script.
 *
 * @throws Failure on Windows, unless Google's emulator is to run
 */
export function checkSystem(official: boolean, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32' || official) return;
  throw new Failure('On Windows run Segue in WSL, or install Java 21 and run "npm start -- --official".');
}

/**
 * Checks that the ports are free. Where only the page's is not, and nobody asked for it, the next free one takes its
 * place: on a Mac, AirPlay has the usual one.
 *
 * @param say receives a sentence about another port of the page
 * @throws Failure that names all ports in use, the programs that probably hold them and what to do
 */
export async function checkPorts(ports: Ports, isPagePortGiven: boolean, say: (text: string) => void): Promise<Ports> {
  const fixed = portNames.filter((name) => ports[name] !== 0);
  const taken = await findTakenPorts(ports, fixed);
  if (taken.length === 0) return ports;
  const holders = await Promise.all(taken.map((name) => guessHolder(ports[name])));
  if (taken.join() === 'hosting' && !isPagePortGiven) {
    const hosting = await nextFreePort(ports.hosting + 1);
    if (hosting !== undefined) {
      say(`Port ${ports.hosting} is in use, ${holders[0]}: the page is at port ${hosting}.`);
      return { ...ports, hosting };
    }
  }
  const lines = taken.map(
    (name, at) => `Port ${ports[name]}, needed for ${what[name]} (${optionOf(name)} N), is in use, ${holders[at]}.`,
  );
  throw new Failure(
    `${lines.join('\n')}\nStop what uses ${taken.length === 1 ? 'it' : 'them'}, or choose other ports with ` +
      `"npm start -- ${taken.map((name) => `${optionOf(name)} N`).join(' ')}"; ` +
      'a second Segue starts with "npm start -- --free-ports --project demo-other".',
  );
}

async function nextFreePort(first: number): Promise<number | undefined> {
  for (let port = first; port < first + pagePortsTried; port++) if (await isPortFree(port)) return port;
  return undefined;
}

/** Another suite's page contains its project's name; macOS itself listens on 5000. */
async function guessHolder(port: number): Promise<string> {
  const controller = new AbortController();
  // Unlike `AbortSignal.timeout`, it keeps the program running until it has fired.
  const timer = setTimeout(() => controller.abort(), 1000);
  try {
    const response = await fetch(`http://127.0.0.1:${port}/__/firebase/init.json`, { signal: controller.signal });
    const { projectId } = parseInitJson(await response.text());
    if (projectId) return `by another Firebase Emulator Suite (project ${projectId})`;
  } catch {
    // Not a suite's page: it could be anything.
  } finally {
    clearTimeout(timer);
  }
  return port === 5000 && process.platform === 'darwin'
    ? 'perhaps by AirPlay Receiver (System Settings, General, AirDrop & Handoff)'
    : 'perhaps by another "npm start" that is still running';
}
