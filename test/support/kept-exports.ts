import { readFileSync } from 'node:fs';
import { inRoot } from '@segue/suite/launcher/root';
import { simulateProject, type SimulatedProject } from './simulated-project.js';

/** The folders of the exports that are kept. A suite begins with one by `startTestSuite({ import: inRoot(folder) })`. */
export const keptExports = {
  /** What `npm start` begins with. */
  sample: 'emulator-data',
  /** Accounts, data sets and models from when a data set was public unless its upload said otherwise. */
  beforeRights: 'test/data/exports/before-rights',
} as const;

/** The name of a kept export. */
export type KeptExport = keyof typeof keptExports;

/** An account of an export, as the Auth emulator saves it; a guest has no e-mail address. */
export interface KeptAccount {
  localId: string;
  email?: string;
  displayName?: string;
}

/** The database of a kept export as JSON: the root of a `MemoryTree`. */
export function readKeptDatabase(name: KeptExport): unknown {
  return readJson(name, 'database_export/demo-segue.json');
}

/** The accounts of a kept export. */
export function readKeptAccounts(name: KeptExport): KeptAccount[] {
  const { users } = readJson(name, 'auth_export/accounts.json') as { users: KeptAccount[] };
  return users;
}

/** A simulated project that begins with a kept export, an hour after the last change of a data set in it. */
export function simulateKept(name: KeptExport): SimulatedProject {
  const root = readKeptDatabase(name);
  const { datasets } = root as { datasets: Record<string, { updatedAt: number }> };
  const changed = Object.values(datasets).map(({ updatedAt }) => updatedAt);
  return simulateProject(undefined, { root, now: Math.max(...changed) + 3_600_000 });
}

function readJson(name: KeptExport, file: string): unknown {
  return JSON.parse(readFileSync(inRoot(keptExports[name], file), 'utf8'));
}
