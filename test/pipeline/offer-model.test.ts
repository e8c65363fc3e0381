import { describe, expect, it } from '@jest/globals';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { appendRows } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset, replaceRows } from '@segue/functions/pipeline/rows/ingest';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { deleteModel } from '@segue/functions/pipeline/records/remove-dataset';
import { musicCsv } from '../support/music.js';
import { simulateProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };
const options = { fileName: 'music.csv', visibility: 'public' } as const;
const bytes = (text: string) => new TextEncoder().encode(text);

/** Rows of `genres` genres and six artists, three of each pair. */
function smallCsv(genres: number): string {
  const pairs = Array.from({ length: genres * 6 }, (_, pair) => `Genre ${pair % genres},Artist ${pair % 6},${pair}`);
  return `genre,artist_name,popularity\n${[...pairs, ...pairs, ...pairs].join('\n')}\n`;
}

async function stored(csv: string) {
  const project = simulateProject();
  const id = await createDataset(project.context, owner, options, bytes(csv));
  await project.settle();
  return { ...project, id, model: () => findModel(typed(project.tree), id) };
}

describe('offerModel', () => {
  it('offers a model for as many genres as artists', async () => {
    const { model } = await stored(smallCsv(6));
    expect((await model())!.model).toMatchObject({ automatic: true, configuration: { user: 'genre' } });
  });

  it('looks again when rows were added', async () => {
    const { context, id, model, settle } = await stored(smallCsv(1));
    expect(await model()).toBeNull();
    await appendRows(context, owner, id, [{ genre: 'Jazz', artist_name: 'Sade', popularity: 50 }]);
    await settle();
    expect(await model()).not.toBeNull();
  });

  it('looks again when the file was replaced', async () => {
    const { context, id, model, settle } = await stored('who,what\na,b\nc,d\n');
    expect(await model()).toBeNull();
    await replaceRows(context, owner, id, options, bytes(musicCsv()));
    await settle();
    expect(await model()).not.toBeNull();
  });

  it('offers no second model after the first was deleted', async () => {
    const { context, id, model, settle } = await stored(musicCsv());
    const found = (await model())!;
    await deleteModel(context, found.key, found.model);
    await appendRows(context, owner, id, [{ genre: 'Jazz', artist_name: 'Sade', popularity: 50 }]);
    await settle();
    expect(await model()).toBeNull();
  });

  it('leaves alone a model that a user has defined under the same id', async () => {
    const { context, id, model, settle } = await stored('who,what\na,b\nc,d\n');
    await defineModel(context, owner.uid, id, toConfiguration({ dataset: id, user: 'who', item: 'what' }));
    await replaceRows(context, owner, id, options, bytes(musicCsv()));
    await settle();
    expect((await model())!.model.configuration).toMatchObject({ user: 'who', item: 'what' });
  });
});
