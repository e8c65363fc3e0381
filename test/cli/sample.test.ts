import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { signInAsGuest } from '@segue/cli/account';
import { createApiClient } from '@segue/cli/api-client';
import { readOptions } from '@segue/suite/demo/options';
import { uploadFile, waitForProfile, waitForVersion } from '@segue/suite/demo/steps';
import { makeSampleRows, sampleColumns } from '@segue/tools/sample/rows';
import { sizeOf } from '@segue/tools/sample/export';
import { inRoot } from '@segue/suite/launcher/root';
import { readPath, startTestSuite, type Suite } from '../support/suite.js';

type Version = Record<string, unknown>;

/** What a version says about the model alone: without when, and for which data set's id, it was made. */
const modelParts = ['users', 'items', 'userEmbeddings', 'itemEmbeddings', 'userBiases', 'itemBiases', 'knownIndices'];

describe('the sample', () => {
  let suite: Suite;

  beforeAll(async () => {
    suite = await startTestSuite();
  });

  afterAll(async () => {
    await suite.stop();
  });

  it('is what its script makes', async () => {
    const [head, first] = (await readFile(inRoot('emulator-data/sample.csv'), 'utf8')).split('\n');
    expect(head).toBe(sampleColumns.join(','));
    expect(first).toBe(makeSampleRows(1)[0]!.join(','));
  });

  it('ships the model that its rows lead to', async () => {
    const api = createApiClient(suite.hostingUrl, (await signInAsGuest(suite.authUrl)).token);
    const { id } = await uploadFile(api, readOptions([]));
    await waitForProfile(api, id);
    const model = await waitForVersion(api, id);
    const made = (await readPath(suite, `versions/${model.key}/${model.version!}`)) as Version;
    const shipped = await readShippedVersion();
    for (const part of modelParts) expect([part, made[part]]).toEqual([part, shipped[part]]);
  });

  it('stays below 450 kB with all that belongs to it, the sums of three numbers of each pair included', async () => {
    expect(await sizeOf(inRoot('emulator-data'))).toBeLessThan(450_000);
  });

  it('has at least five rows of each artist', () => {
    const rows = makeSampleRows(1).map(([, artist]) => artist);
    const counts = new Map<string, number>();
    for (const artist of rows) counts.set(artist, (counts.get(artist) ?? 0) + 1);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(5);
  });
});

async function readShippedVersion(): Promise<Version> {
  const text = await readFile(inRoot('emulator-data/database_export/demo-segue.json'), 'utf8');
  const { versions } = JSON.parse(text) as { versions: Record<string, Record<string, Version>> };
  const [ofModel] = Object.values(versions);
  const [version] = Object.values(ofModel!);
  return version!;
}
