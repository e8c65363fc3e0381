import { describe, expect, it } from '@jest/globals';
import type { ModelConfiguration } from '../../functions/src/contract/model.js';
import type { VersionRecord } from '../../functions/src/contract/published-model.js';
import { defineModel } from '../../functions/src/pipeline/configure-model.js';
import { createDataset } from '../../functions/src/pipeline/ingest.js';
import { findModel } from '../../functions/src/pipeline/model-records.js';
import { currentVersion, simulateProject } from '../support/simulated-project.js';
import { musicCsv } from '../support/music.js';

const owner = { uid: 'lea', name: 'Lea' };

describe('the kernel of a configuration', () => {
  it('computes, and the version says which one did', async () => {
    const project = simulateProject();
    const file = new TextEncoder().encode(musicCsv());
    const dataset = await createDataset(project.context, owner, { fileName: 'music.csv' }, file);
    await project.settle();
    const { key, model } = (await findModel(project.tree, dataset))!;
    const trained = async (changes: Partial<ModelConfiguration>) => {
      await defineModel(project.context, owner.uid, dataset, { ...model.configuration, ...changes });
      await project.settle();
      return ((await currentVersion(project.tree, key)) as VersionRecord).provenance;
    };

    const { provenance: byDefault } = (await currentVersion(project.tree, key)) as VersionRecord;
    expect(byDefault.kernel).toEqual({ name: 'fast' });
    const exact = await trained({ kernel: 'exact' });
    expect(exact.kernel).toEqual({ name: 'exact' });
    const reference = await trained({ kernel: 'reference' });
    expect(reference.kernel).toEqual({ name: 'reference' });
    expect(reference.embeddings).toBe(exact.embeddings);
    expect(exact.embeddings).not.toBe(byDefault.embeddings);
    expect((await trained({ learningSchedule: 'adadelta' })).kernel).toEqual({
      name: 'exact',
      note: 'The fast kernel has no adadelta: the exact kernel computes instead.',
    });
  });
});
