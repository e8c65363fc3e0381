import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { musicCsv } from './music.js';
import { currentVersion, simulateProject, type SimulatedProject } from './simulated-project.js';
import { typed } from './typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };

/** A simulated project with one data set and its trained model. */
export interface TrainedMusic {
  project: SimulatedProject;
  dataset: string;
  /** The current version. */
  version: () => Promise<VersionRecord>;
  /** Applies changes to LightFM's usual configuration, and returns the resulting version. */
  trained: (changes: Partial<ModelConfiguration>) => Promise<VersionRecord>;
}

export async function trainMusic(): Promise<TrainedMusic> {
  const project = simulateProject();
  const file = new TextEncoder().encode(musicCsv());
  const dataset = await createDataset(project.context, owner, { fileName: 'music.csv', visibility: 'public' }, file);
  await project.settle();
  const { key, model } = (await findModel(typed(project.tree), dataset))!;
  // LightFM, and by names alone.
  const { model: _auto, itemFeatures: _columns, ...configuration } = model.configuration;
  const version = async () => (await currentVersion(project.tree, key)) as VersionRecord;
  return {
    project,
    dataset,
    version,
    trained: async (changes) => {
      await defineModel(project.context, owner.uid, dataset, { ...configuration, ...changes });
      await project.settle();
      return await version();
    },
  };
}
