import { signal } from '@preact/signals';
import {
  connectDatabaseEmulator,
  forceWebSockets,
  get,
  getDatabase,
  limitToLast,
  onValue,
  query,
  ref,
  type Database,
} from 'firebase/database';
import { openProject } from './project.js';

let opened: Promise<Database> | undefined;

/** Whether the page is connected: `null` until it was once. */
export const connected = signal<boolean | null>(null);

/** A break shorter than this is not worth a word. */
const breakShown = 2500;

function openDatabase(): Promise<Database> {
  opened ??= openProject().then(({ app, emulators }) => {
    // After one unhealthy socket the SDK would turn to long polling, which no emulator answers, and never turn back.
    if (emulators.database) forceWebSockets();
    const database = getDatabase(app);
    if (emulators.database) connectDatabaseEmulator(database, emulators.database.host, emulators.database.port);
    watchConnection(database);
    return database;
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

function watchConnection(database: Database): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let open = false;
  const update = () => {
    clearTimeout(timer);
    if (open && navigator.onLine) connected.value = true;
    else timer = setTimeout(() => (connected.value = false), breakShown);
  };
  onValue(ref(database, '.info/connected'), (snapshot) => {
    open = snapshot.val() === true;
    update();
  });
  // The browser knows that the network is gone long before the socket does.
  addEventListener('offline', update);
  addEventListener('online', update);
}

/** What a listener reports: a value (`null` where there is none), or that it may not read. */
export interface ValueListener<T> {
  onValue: (value: T | null) => void;
  onRefused?: (error: Error) => void;
  /** Only the last so many children. */
  last?: number;
}

/** Listens to a path until the returned function is called. */
export function listen<T>(path: string, listener: ValueListener<T>): () => void {
  let stop: (() => void) | null = null;
  let stopped = false;
  openDatabase().then(
    (database) => {
      if (stopped) return;
      const node = ref(database, path);
      stop = onValue(
        listener.last === undefined ? node : query(node, limitToLast(listener.last)),
        (snapshot) => listener.onValue(snapshot.val() as T | null),
        (error) => listener.onRefused?.(error),
      );
    },
    (error: unknown) => listener.onRefused?.(error as Error),
  );
  return () => {
    stopped = true;
    stop?.();
  };
}

/** Reads a path once; `null` where there is nothing. */
export async function readOnce<T>(path: string): Promise<T | null> {
  const snapshot = await get(ref(await openDatabase(), path));
  return snapshot.val() as T | null;
}
