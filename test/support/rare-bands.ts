import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { simulateProject, type SimulatedProject } from './simulated-project.js';

/** An account. */
export const lea = { uid: 'lea', name: 'Lea' };

const rowsOf = (band: string, count: number) => Array.from({ length: count }, (_, row) => `v${row % 12},${band}`);

/** Six bands with many rows, and three with few; of `Tycho` there are two spellings. */
export const rareBands = [
  'viewer,band',
  ...Array.from({ length: 6 }, (_, band) => rowsOf(`Band ${band}`, 12 + band)).flat(),
  ...rowsOf('Boards of Canada', 4),
  ...rowsOf('Tycho', 2),
  ...rowsOf('tycho (live)', 1),
  ...rowsOf('Solo', 1),
].join('\n');

/** What people call some of them. */
const labels = ['band,label', 'Band 1,The First', 'Tycho,Scott Hansen', 'Solo,Scott Hansen', 'Autechre,Gescom'].join(
  '\n',
);

/** A model of bands that needs 5 rows of each. */
export interface RareBands {
  project: SimulatedProject;
  dataset: string;
  key: string;
}

/** What a model of these bands is defined by. */
export const definitionOf = (dataset: string) => ({
  dataset,
  user: 'viewer',
  item: 'band',
  model: 'names' as const,
  minimumRows: 5,
});

/** Defines the model, or defines it otherwise, and trains it. */
export async function defineBands(project: SimulatedProject, dataset: string, more: object = {}): Promise<string> {
  const configuration = toConfiguration(modelDefinition.parse({ ...definitionOf(dataset), ...more }));
  const { key } = await defineModel(project.context, lea.uid, 'bands', configuration);
  await project.settle();
  return key;
}

/** Stores a data set of what people call the bands, and gives back the `titles` of a configuration from it. */
export async function storeLabels({
  context,
}: SimulatedProject): Promise<{ dataset: string; id: string; title: string }> {
  const bytes = new TextEncoder().encode(labels);
  const dataset = await createDataset(context, lea, { fileName: 'labels.csv', visibility: 'public' }, bytes);
  return { dataset, id: 'band', title: 'label' };
}

/** A project of Lea's with such a model. */
export async function withRareBands(visibility: 'public' | 'private', more: object = {}): Promise<RareBands> {
  const project = simulateProject();
  const bytes = new TextEncoder().encode(rareBands);
  const dataset = await createDataset(project.context, lea, { fileName: 'bands.csv', visibility }, bytes);
  return { project, dataset, key: await defineBands(project, dataset, more) };
}
