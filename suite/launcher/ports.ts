import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { helperNames, portNames, type HostOptions, type PortName, type Ports } from './messages.js';

/** The ports named in firebase.json, used unless others are given. */
export const standardPorts: Ports = { hosting: 5000, functions: 5001, database: 9000, auth: 9099 };

/** Whether a port of 127.0.0.1 is free now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Picks a free port for each emulator whose port is missing or 0. */
export async function choosePorts(wanted: Partial<Ports>): Promise<Ports> {
  const ports: Ports = { ...standardPorts };
  for (const name of portNames) {
    ports[name] = wanted[name] || (await findFreePort());
  }
  return ports;
}

/** Free ports for the emulators that only the suite itself uses. */
export async function chooseHelperPorts(): Promise<HostOptions['helperPorts']> {
  const ports = { hub: 0, logging: 0, eventarc: 0, tasks: 0 };
  for (const name of helperNames) ports[name] = await findFreePort();
  return ports;
}

/** Those of these ports that are in use. */
export async function findTakenPorts(ports: Ports, names: readonly PortName[]): Promise<PortName[]> {
  const taken: PortName[] = [];
  for (const name of names) if (!(await isPortFree(ports[name]))) taken.push(name);
  return taken;
}

/**
 * Where to look for ports: below the ephemeral range that systems assign from (from 32768 on Linux, 49152 elsewhere).
 * A port in that range may be taken between our check and the emulator's start.
 */
const range = { from: 10_000, to: 32_768 };

/** Ports already handed out by this process, so that no two emulators get the same one. */
const handedOut = new Set<number>();

/** A free port of 127.0.0.1 that this process has not handed out before. */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    const port = randomInt(range.from, range.to);
    if (handedOut.has(port) || !(await isPortFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error('Found no free port on 127.0.0.1 in 1,000 tries: stop some programs, then try again.');
}
