import { describe, expect, it } from '@jest/globals';
import type { ModelConfiguration } from '../../functions/src/contract/model.js';
import type { VersionRecord } from '../../functions/src/contract/published-model.js';
import { defineModel } from '../../functions/src/pipeline/configure-model.js';
import { describeModel } from '../../functions/src/pipeline/describe-model.js';
import { createDataset } from '../../functions/src/pipeline/ingest.js';
import { findModel } from '../../functions/src/pipeline/model-records.js';
import { currentVersion, simulateProject } from '../support/simulated-project.js';
import { musicCsv } from '../support/music.js';

const owner = { uid: 'lea', name: 'Lea' };

describe('earlyStopping of a configuration', () => {
  it('trains for as many epochs as help, and the version says how many', async () => {
    const project = simulateProject();
    const file = new TextEncoder().encode(musicCsv());
    const dataset = await createDataset(project.context, owner, { fileName: 'music.csv' }, file);
    await project.settle();
    const { key, model } = (await findModel(project.tree, dataset))!;
    const trained = async (changes: Partial<ModelConfiguration>) => {
      await defineModel(project.context, owner.uid, dataset, { ...model.configuration, ...changes });
      await project.settle();
      const { epochs } = await describeModel(project.tree, (await findModel(project.tree, dataset))!);
      const { provenance, metrics } = (await currentVersion(project.tree, key)) as VersionRecord;
      return { provenance, metrics, epochs };
    };

    const all = await trained({ loss: 'bpr', epochs: 120, learningRate: 0.3 });
    expect([all.provenance.epochs, all.epochs]).toEqual([undefined, 120]);
    const stopped = await trained({ loss: 'bpr', epochs: 120, learningRate: 0.3, earlyStopping: 4 });
    const kept = stopped.provenance.epochs!;
    expect(kept).toBeLessThan(117);
    expect(stopped.epochs).toBe(kept);
    expect(stopped.provenance.configuration.epochs).toBe(120);
    const anew = await trained({ loss: 'bpr', epochs: kept, learningRate: 0.3 });
    expect(anew.provenance.embeddings).toBe(stopped.provenance.embeddings);
    expect(anew.metrics).toEqual(stopped.metrics);
    expect(all.provenance.embeddings).not.toBe(stopped.provenance.embeddings);
  });
});
