import { afterAll } from '@jest/globals';
import { type FirebaseApp, deleteApp, initializeApp } from 'firebase/app';
import {
  type Database,
  type Query,
  connectDatabaseEmulator,
  getDatabase,
  onChildAdded,
  onChildChanged,
  onChildMoved,
  onChildRemoved,
  onValue,
} from 'firebase/database';
import type { EmulatorUnderTest } from './emulator-under-test.js';

/** Makes clients of the JavaScript SDK, each with a connection of its own; they are closed when the tests are done. */
export function sdkClients(emulator: EmulatorUnderTest): () => Database {
  const apps: FirebaseApp[] = [];
  afterAll(() => Promise.all(apps.map((app) => deleteApp(app))));
  return () => {
    const databaseURL = `https://${emulator.namespace}.firebaseio.com`;
    const app = initializeApp({ databaseURL }, `${emulator.namespace}-${apps.length}`);
    apps.push(app);
    const database = getDatabase(app);
    connectDatabaseEmulator(database, emulator.host, emulator.port);
    return database;
  };
}

/** Values a listener hears, in order. */
export function valuesOf(query: Query): unknown[] {
  const values: unknown[] = [];
  onValue(query, (snapshot) => void values.push(snapshot.val()));
  return values;
}

/** Children a listener hears of: `+a` added, `-a` removed, `~a` changed, `>a` moved. */
export function eventsOf(query: Query): string[] {
  const events: string[] = [];
  onChildAdded(query, ({ key }) => void events.push(`+${key}`));
  onChildRemoved(query, ({ key }) => void events.push(`-${key}`));
  onChildChanged(query, ({ key }) => void events.push(`~${key}`));
  onChildMoved(query, ({ key }) => void events.push(`>${key}`));
  return events;
}
