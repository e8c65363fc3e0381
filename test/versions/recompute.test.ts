import { beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '@segue/core/contract/limits';
import type { Provenance, VersionRecord } from '@segue/core/contract/stored/version';
import { findDataset, withColumns } from '@segue/functions/pipeline/records/dataset-records';
import { sha256 } from '@segue/functions/pipeline/records/digests';
import { deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { readRows } from '@segue/functions/pipeline/rows/read-rows';
import { differences, recompute, type RecomputeStep, type RecomputePorts } from '@segue/core/versions/recompute';
import { sha256 as sha256InBrowser } from '@segue/hosting/verify/sha256';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { musicCsv } from '../support/music.js';
import { currentVersion, simulateProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };

describe('recompute', () => {
  const { context, tree, settle } = simulateProject();
  let dataset: string;
  let version: Provenance;
  const ports: RecomputePorts = {
    sha256,
    async readRows(start, count) {
      const found = (await findDataset(typed(tree), dataset))!;
      return readRows(typed(tree), await withColumns(typed(tree), dataset, found), { start, count });
    },
  };
  const publish = async () => {
    await settle();
    const { key } = (await findModel(typed(tree), dataset))!;
    version = ((await currentVersion(tree, key)) as VersionRecord).provenance;
  };
  const differing = async (configuration = version.configuration, changes: Partial<RecomputePorts> = {}) =>
    differences(version, await recompute(configuration, { ...ports, ...changes }));

  beforeAll(async () => {
    const csv = new TextEncoder().encode(musicCsv(22));
    dataset = await createDataset(context, owner, { fileName: 'music.csv', visibility: 'public' }, csv);
    await publish();
    const { model: _auto, ...lightFm } = version.configuration;
    await defineModel(context, owner.uid, dataset, lightFm);
    await publish();
  });

  it('gives a version’s digests from its rows alone, page by page, and tells how far it is', async () => {
    const steps: RecomputeStep[] = [];
    expect(await differing(version.configuration, { onProgress: (step) => steps.push(step) })).toEqual([]);
    const { rowCount } = (await findDataset(typed(tree), dataset))!;
    expect(rowCount).toBeGreaterThan(limits.rowsPerReply);
    const { epochs } = version.configuration;
    expect(steps).toEqual([
      { step: 'reading', done: limits.rowsPerReply, of: rowCount },
      { step: 'reading', done: rowCount, of: rowCount },
      ...Array.from({ length: epochs }, (_, epoch) => ({ step: 'training', done: epoch + 1, of: epochs })),
    ]);
  });

  it('gives the same with the digests of a browser', async () => {
    expect(await differing(version.configuration, { sha256: sha256InBrowser })).toEqual([]);
  });

  it('gives other embeddings with another seed', async () => {
    expect(await differing({ ...version.configuration, randomState: 1 })).toEqual(['embeddings']);
  });

  it('gives other sums after an edit or a deletion, until the next version', async () => {
    await editRow(context, owner, dataset, 0, { popularity: 99 });
    expect(await differing()).toContain('data');
    await publish();
    expect(await differing()).toEqual([]);
    await deleteRow(context, owner, dataset, 3);
    expect(await differing()).toContain('data');
    await publish();
    expect(await differing()).toEqual([]);
  });

  it('reads on behind a page that came short', async () => {
    const readShort: RecomputePorts['readRows'] = async (start, count) => {
      const page = await ports.readRows(start, count);
      return start === 0 ? { ...page, rows: page.rows.slice(1) } : page;
    };
    const steps: RecomputeStep[] = [];
    await recompute(version.configuration, {
      ...ports,
      readRows: readShort,
      onProgress: (step) => steps.push(step),
    });
    expect(steps.filter(({ step }) => step === 'reading')).toHaveLength(2);
  });

  it('names a column that the data set has not', async () => {
    const recomputed = recompute({ ...version.configuration, item: 'singer' }, ports);
    await expect(recomputed).rejects.toMatchObject({
      code: 'unknown-column',
      message: expect.stringContaining('"singer"') as unknown,
    });
  });
});
