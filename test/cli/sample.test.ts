import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { makeSampleRows, sampleColumns } from '@segue/tools/sample/rows';
import { sizeOf } from '@segue/tools/sample/export';
import { inRoot } from '@segue/suite/launcher/root';
import { currentVersion, simulateProject } from '../support/simulated-project.js';

type Version = Record<string, unknown>;

/** What a version says about the model alone: without when, and for which data set's id, it was made. */
const modelParts = ['users', 'items', 'userEmbeddings', 'itemEmbeddings', 'userBiases', 'itemBiases', 'knownIndices'];

describe('the sample', () => {
  it('is what its script makes', async () => {
    const [head, first] = (await readFile(inRoot('emulator-data/sample.csv'), 'utf8')).split('\n');
    expect(head).toBe(sampleColumns.join(','));
    expect(first).toBe(makeSampleRows(1)[0]!.join(','));
  });

  it('ships the model that its rows lead to', async () => {
    const { context, tree, settle } = simulateProject();
    const file = await readFile(inRoot('emulator-data/sample.csv'));
    const id = await createDataset(
      context,
      { uid: 'lea', name: 'Lea' },
      { fileName: 'sample.csv', visibility: 'public' },
      file,
    );
    await settle();
    const { key } = (await findModel(context.tree, id))!;
    const made = (await currentVersion(tree, key)) as Version;
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
