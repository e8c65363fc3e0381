/** What a page of `long-polling.test.ts` does with the SDK; bundled for the browser. */
import { initializeApp } from 'firebase/app';
import {
  connectDatabaseEmulator,
  enableLogging,
  forceLongPolling,
  get,
  getDatabase,
  onDisconnect,
  onValue,
  ref,
  set,
  type Database,
} from 'firebase/database';

const lines: string[] = [];
const heard: unknown[] = [];
let connections = 0;
let database: Database;

/** Connects to an emulator, by long polling alone if it is forced. */
export function connect(host: string, port: number, namespace: string, forced: boolean): void {
  enableLogging((line) => lines.push(line));
  if (forced) forceLongPolling();
  database = getDatabase(initializeApp({ databaseURL: `https://${namespace}.firebaseio.com` }));
  connectDatabaseEmulator(database, host, port);
  onValue(ref(database, '.info/connected'), (snapshot) => {
    if (snapshot.val() === true) connections++;
  });
}

/** Notes every value of a path. */
export function listen(path: string): void {
  onValue(ref(database, path), (snapshot) => heard.push(snapshot.val()));
}

export async function write(path: string, value: unknown): Promise<void> {
  await set(ref(database, path), value);
}

/** Writes the numbers below `count` one after the other, without waiting. */
export async function writeMany(path: string, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, at) => set(ref(database, path), at)));
}

export async function read(path: string): Promise<unknown> {
  return (await get(ref(database, path))).val();
}

export async function writeAtEnd(path: string, value: unknown): Promise<void> {
  await onDisconnect(ref(database, path)).set(value);
}

/** How often it has connected, what it has heard, and what the SDK has logged. */
export function report(): { connections: number; heard: unknown[]; lines: string[] } {
  return { connections, heard, lines };
}
