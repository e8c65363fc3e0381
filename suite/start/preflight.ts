import { Failure } from '@segue/cli/failure';
import { parseInitJson } from '@segue/core/contract/hosting-configuration';
import { portNames, type Ports } from '../launcher/messages.js';
import { findTakenPort } from '../launcher/ports.js';
import { optionOf } from './options.js';

const what: Record<keyof Ports, string> = {
  hosting: 'the page',
  functions: 'the functions',
  database: 'the database',
  auth: 'Auth',
};

/** @throws Failure that names the first port in use, the program that probably holds it and what to do */
export async function checkPorts(ports: Ports): Promise<void> {
  const fixed = portNames.filter((name) => ports[name] !== 0);
  const taken = await findTakenPort(ports, fixed);
  if (!taken) return;
  const port = ports[taken];
  throw new Failure(
    `Port ${port}, needed for ${what[taken]}, is in use, ${await guessHolder(port)}: stop that program, ` +
      `or choose another port with "npm start -- ${optionOf(taken)} N" ` +
      '("npm start -- --free-ports --project demo-other" for a second Segue).',
  );
}

/** Another suite's page contains its project's name; macOS itself listens on 5000. */
async function guessHolder(port: number): Promise<string> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/__/firebase/init.json`, {
      signal: AbortSignal.timeout(1000),
    });
    const { projectId } = parseInitJson(await response.text());
    if (projectId) return `by another Firebase Emulator Suite (project ${projectId})`;
  } catch {
    // Not a suite's page: it could be anything.
  }
  return port === 5000 && process.platform === 'darwin'
    ? 'perhaps by AirPlay Receiver (System Settings, General, AirDrop & Handoff)'
    : 'perhaps by another "npm start" that is still running';
}
