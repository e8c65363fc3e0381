import { createServer } from 'node:net';
import { helperNames, portNames, type HostOptions, type PortName, type Ports } from './messages.js';

/** The ports that firebase.json names, used where nobody chooses others. */
export const standardPorts: Ports = { hosting: 5000, functions: 5001, database: 9000, auth: 9099 };

/** Whether a port of 127.0.0.1 can be listened on now. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

/**
 * Fills in a free port for each emulator that has none or 0.
 *
 * Ports are asked for one after the other, so that the same one is not handed out twice.
 */
export async function choosePorts(wanted: Partial<Ports>): Promise<Ports> {
  const ports: Ports = { ...standardPorts };
  for (const name of portNames) {
    ports[name] = wanted[name] || (await findFreePort());
  }
  return ports;
}

/** Free ports for the emulators that only the suite itself talks to. */
export async function chooseHelperPorts(): Promise<HostOptions['helperPorts']> {
  const ports = { hub: 0, logging: 0, eventarc: 0, tasks: 0 };
  for (const name of helperNames) ports[name] = await findFreePort();
  return ports;
}

/** The first of these ports that is taken, or nothing. */
export async function findTakenPort(ports: Ports, names: readonly PortName[]): Promise<PortName | undefined> {
  for (const name of names) {
    if (!(await isPortFree(ports[name]))) return name;
  }
  return undefined;
}

/** Some free port of 127.0.0.1. */
export async function findFreePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('No port of 127.0.0.1 is free: end some programs, then try again.');
  return port;
}

/** Listens and lets go at once: the port that was had, or nothing if it is taken. */
function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const had = typeof address === 'object' ? address?.port : undefined;
      server.close(() => resolve(had));
    });
  });
}
