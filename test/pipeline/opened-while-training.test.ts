import { expect, it } from '@jest/globals';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { loadModel } from '@segue/functions/pipeline/answers/load-model';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { deleteRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { simulateProject } from '../support/simulated-project.js';

const lea = { uid: 'lea', name: 'Lea' };
const csv = new TextEncoder().encode('genre,artist\nJazz,Sade\nSoul,Sade\nJazz,Chet\nSoul,Secret\n');

it('a version whose rows were read before its data set became public stays with the members', async () => {
  const project = simulateProject();
  const { context, tree } = project;
  const dataset = await createDataset(context, lea, { fileName: 'a.csv' }, csv);
  const body = modelDefinition.parse({ dataset, user: 'genre', item: 'artist', model: 'ials', noComponents: 2 });
  const { key } = await defineModel(context, lea.uid, 'mine', toConfiguration(body));
  await recount(context, dataset);
  // The worker has read the rows, and is about to write its version, when the row goes and the data set opens.
  let isOpen = false;
  const slow = Object.create(context.tree, {
    write: {
      value: async (updates: Parameters<typeof context.tree.write>[0]) => {
        if (!isOpen && Object.keys(updates).some((path) => path.startsWith('versions/'))) {
          isOpen = true;
          await deleteRow(context, lea, dataset, 3);
          await changeMetadata(context, lea, dataset, { visibility: 'public' });
        }
        await context.tree.write(updates);
      },
    },
  }) as typeof context.tree;
  await retrain({ ...context, tree: slow }, key);
  expect(isOpen).toBe(true);
  const { current } = tree.peek(paths.model(key).path) as ModelRecord;
  expect(current.kept?.[0]).toMatchObject({ version: current.version, private: true });
  expect(tree.peek(`${paths.version(key, current.version!).path}/private`)).toBe(true);
  await expect(loadModel(context.tree, 'mine', null)).rejects.toMatchObject({ code: 'not-trained' });
  await project.settle();
  const { published } = await loadModel(context.tree, 'mine', null);
  expect(published.items).toEqual(['Chet', 'Sade']);
});
