import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { simulateProject, type SimulatedProject } from './simulated-project.js';

/** An account. */
export const lea = { uid: 'lea', name: 'Lea' };
/** An account. */
export const max = { uid: 'max', name: 'Max' };

/** Who saw which film, by number. */
export const ratings = [
  'viewer,film,note',
  ...Array.from({ length: 240 }, (_, row) => `v${row % 12},${(row * 7) % 20},${row === 30 ? 'Noted' : ''}`),
].join('\n');

/** Film 19 has no title, film 3 two, film 18 an empty one first, and film 99 is not in the model. */
export const films = [
  'movieId,title',
  ...Array.from({ length: 19 }, (_, film) => (film === 18 ? '18,' : `${film},Film ${film}`)),
  '3,Another film',
  '18, Late title ',
  '99,Never seen',
].join('\n');

/** Who may read a data set. */
export type Visibility = 'public' | 'private';

/** A model of films by number, whose titles are in another data set. */
export interface Titled {
  project: SimulatedProject;
  ratings: string;
  films: string;
  key: string;
}

async function upload(project: SimulatedProject, owner: typeof lea, file: string, visibility: Visibility) {
  const bytes = new TextEncoder().encode(file);
  return await createDataset(project.context, owner, { fileName: 'table.csv', visibility }, bytes);
}

/** The `titles` of a configuration, from a data set of films. */
export const titlesOf = (dataset: string) => ({ dataset, id: 'movieId', title: 'title' });

/** Defines the model of a data set of ratings, and trains it. */
export async function define(project: SimulatedProject, dataset: string, titles?: object): Promise<string> {
  const body = { dataset, user: 'viewer', item: 'film', model: 'names', minimumRows: 1, titles };
  const configuration = toConfiguration(modelDefinition.parse(body));
  const { key } = await defineModel(project.context, lea.uid, 'films', configuration);
  await project.settle();
  return key;
}

/** A project with a model of Lea's whose titles are in a data set of `owner`. */
export async function titled(rated: Visibility, told: Visibility, owner = lea): Promise<Titled> {
  const project = simulateProject();
  const dataset = await upload(project, lea, ratings, rated);
  const other = await upload(project, owner, films, told);
  const key = await define(project, dataset, titlesOf(other));
  return { project, ratings: dataset, films: other, key };
}
