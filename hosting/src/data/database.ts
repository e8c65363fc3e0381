import { signal } from '@preact/signals';
import { parseEach, parseStored, type Place } from '@segue/core/contract/stored/path';
import {
  connectDatabaseEmulator,
  get,
  getDatabase,
  limitToLast,
  onValue,
  query,
  ref,
  type Database,
  type DataSnapshot,
} from 'firebase/database';
import { openProject } from './project.js';

let opened: Promise<Database> | undefined;

/** Whether the page is connected: `null` until it has connected once. */
export const connected = signal<boolean | null>(null);

/** Shorter breaks, in milliseconds, are not shown. */
const breakShown = 2500;

function openDatabase(): Promise<Database> {
  opened ??= openProject().then(({ app, emulators }) => {
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
  // The browser notices that the network is gone long before the socket does.
  addEventListener('offline', update);
  addEventListener('online', update);
}

/** What a listener reports: a value (`null` where there is none), or that it may not be read. */
export interface ValueListener<T> {
  onValue: (value: T | null) => void;
  onRefused?: (error: Error) => void;
}

/** Listens to a place until the returned function is called. */
export function listen<T>(place: Place<T>, listener: ValueListener<T>): () => void {
  return listenTo(place.path, (json) => listener.onValue(parseStored(place, json)), listener.onRefused);
}

/** What a listener to a collection reports: the children that can be read. */
export interface ChildrenListener<T> {
  onEntries: (entries: Map<string, T>) => void;
  onRefused?: (error: Error) => void;
  /** Only the last `last` children. */
  last?: number;
}

/** Listens to the children of a place until the returned function is called. */
export function listenEach<T>(place: Place<Record<string, T>>, listener: ChildrenListener<T>): () => void {
  const report = (json: unknown) => listener.onEntries(parseEach(place, json).entries);
  return listenTo(place.path, report, listener.onRefused, listener.last);
}

function listenTo(
  path: string,
  onJson: (json: unknown) => void,
  onRefused: ((error: Error) => void) | undefined,
  last?: number,
): () => void {
  let stop: (() => void) | null = null;
  let stopped = false;
  const refused = (error: unknown) => onRefused?.(error instanceof Error ? error : new Error(String(error)));
  openDatabase().then((database) => {
    if (stopped) return;
    const node = ref(database, path);
    const report = (snapshot: DataSnapshot) => {
      try {
        onJson(snapshot.val());
      } catch (error) {
        refused(error);
      }
    };
    stop = onValue(last === undefined ? node : query(node, limitToLast(last)), report, refused);
  }, refused);
  return () => {
    stopped = true;
    stop?.();
  };
}

/**
 * Reads a place once; `null` where there is nothing.
 * @throws StoredDataError if the value does not have the format that this release stores
 */
export async function readOnce<T>(place: Place<T>): Promise<T | null> {
  const snapshot = await get(ref(await openDatabase(), place.path));
  return parseStored(place, snapshot.val());
}
