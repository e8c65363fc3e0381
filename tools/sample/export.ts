import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataset, getDataset } from '@segue/core/contract/api/datasets';
import { setDefaultModel } from '@segue/core/contract/api/default-model';
import { sampleAccount } from '@segue/core/contract/sample-account';
import { getModel } from '@segue/core/contract/api/models';
import { signInWithEmail, signUpWithEmail } from '@segue/cli/account';
import { setAdministrator } from '@segue/cli/administrators';
import { createApiClient, type ApiClient } from '@segue/cli/api-client';
import { waitForProfile, waitForVersion } from '@segue/suite/demo/steps';
import { inRoot } from '@segue/suite/launcher/root';
import { startSuite, type Suite } from '@segue/suite/launcher/suite';
import { waitFor } from '@segue/suite/wait';

const folder = inRoot('emulator-data');

/**
 * Uploads the sample to its own suite, as a user would, waits for the model, and exports the database: the data that
 * `npm start` begins with.
 *
 * @returns size of the whole folder in bytes
 */
export async function exportSample(): Promise<number> {
  const suite = await startSuite({ project: 'demo-segue', ports: 'auto' });
  try {
    await uploadSample(suite);
    await saveExport(suite);
  } finally {
    await suite.stop();
  }
  return sizeOf(folder);
}

async function uploadSample(suite: Suite): Promise<void> {
  const api = createApiClient(suite.hostingUrl, await makeAccount(suite));
  const description = 'Real artists and genres; tracks, popularity and audio values are invented.';
  const file = { name: 'sample.csv', content: await openAsBlob(join(folder, 'sample.csv')) };
  const fields = { name: 'Music sample', description, visibility: 'public' } as const;
  const { id } = await api(createDataset, { body: { fields, file } });
  await waitForProfile(api, id);
  const { id: model } = await waitForVersion(api, id);
  await waitForQuiet(api, id, model);
  // What a visitor uploads never answers `GET /api/recommendations` in place of the sample.
  await api(setDefaultModel, { body: { model } });
}

/** The sample's owner is also an administrator, who may choose another default model. Returns an ID token that says so. */
async function makeAccount(suite: Suite): Promise<string> {
  const { email, password, name } = sampleAccount;
  await signUpWithEmail(suite.authUrl, email, password, name);
  await setAdministrator(suite, email, true);
  return (await signInWithEmail(suite.authUrl, email, password)).token;
}

/** Waits until no work is pending: importing the export fires no triggers that would finish it. */
async function waitForQuiet(api: ApiClient, dataset: string, model: string): Promise<void> {
  const probe = async () => {
    const { profile } = await api(getDataset, { params: { id: dataset } });
    const { state } = await api(getModel, { params: { id: model } });
    return profile === 'current' && state === 'ready' ? true : undefined;
  };
  await waitFor('the recount and the training to end', probe, 60);
}

async function saveExport(suite: Suite): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'segue-export-'));
  await suite.exportTo(join(temporary, 'data'));
  for (const part of ['firebase-export-metadata.json', 'database_export', 'auth_export']) {
    await rm(join(folder, part), { recursive: true, force: true });
    await cp(join(temporary, 'data', part), join(folder, part), { recursive: true });
  }
  await rm(temporary, { recursive: true });
}

/** Size of all files in a folder, in bytes. */
export async function sizeOf(path: string): Promise<number> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
