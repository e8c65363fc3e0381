import { describe, expect, it } from '@jest/globals';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { readModel } from '@segue/functions/pipeline/records/model-records';
import { findDataset } from '@segue/functions/pipeline/records/dataset-records';
import { deleteDataset } from '@segue/functions/pipeline/records/remove-dataset';
import { deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { inviteMember, joinDataset } from '@segue/functions/pipeline/sharing/members';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { placesOf } from '../support/mark.js';
import { lea, titled, titlesOf, type Titled } from '../support/titled-films.js';

/** What stands in cells of one data set only. */
const [ofRatings, ofFilms] = ['Noted', 'Film '] as const;

/** Two data sets with all that may hang on one: edits, members, an invitation, an upload, models, titles, the default model. */
async function prepare(): Promise<Titled> {
  const state = await titled('public', 'public');
  const { project, ratings, films } = state;
  const { context } = project;
  for (const [id, mark] of [
    [ratings, ofRatings],
    [films, ofFilms],
  ] as const) {
    await inviteMember(context, lea, id, { address: 'rea@segue.example', role: 'editor' });
    await joinDataset(context, { uid: 'rea', name: 'Rea', address: 'rea@segue.example' }, id);
    await inviteMember(context, lea, id, { address: 'x@segue.example', role: 'reader' });
    await deleteRow(context, lea, id, 5);
    const upload = { owner: 'lea', dataset: id, rowsVersion: 7, kind: 'replace', state: 'open', startedAt: 0 } as const;
    await context.tree.write({
      ...set(paths.upload(`up-${id}`), upload),
      ...set(paths.uploadPart(`up-${id}`, 0), [mark]),
      ...set(paths.block(id, 7, 0), [[mark, '1']]),
      ...set(paths.defaultModel(), `${ratings}~films`),
    });
  }
  await editRow(context, lea, ratings, 30, { viewer: 'Noted viewer' });
  await editRow(context, lea, films, 0, { title: 'Film zero' });
  await project.settle();
  return state;
}

const allOf = (state: Titled, text: string) => placesOf(text, state.project.tree.snapshot());

async function remove({ project }: Titled, id: string): Promise<void> {
  await deleteDataset(project.context, id, (await findDataset(project.context.tree, id))!);
}

describe('a deleted data set', () => {
  it('leaves nothing: neither its id nor a cell is found anywhere in the database', async () => {
    const state = await prepare();
    const roots = new Set(allOf(state, ofRatings).map((path) => path.split('/')[1]));
    const holders = ['history', 'publicHistory', 'rows', 'summaries', 'totals', 'uploadParts', 'versions'];
    expect([...roots]).toEqual(expect.arrayContaining(holders));
    await remove(state, state.ratings);
    expect([allOf(state, state.ratings), allOf(state, ofRatings)]).toEqual([[], []]);
    await state.project.settle();
    await sweep(state.project.context);
    await state.project.settle();
    expect([allOf(state, state.ratings), allOf(state, ofRatings)]).toEqual([[], []]);
  });

  it('takes along the titles that models on others have of it; those name it as their source, and are trained without', async () => {
    const state = await prepare();
    const { tree } = state.project.context;
    const titles = allOf(state, ofFilms).filter((path) => path.startsWith(`/titles/${state.key}`));
    expect(titles).not.toEqual([]);
    await remove(state, state.films);
    await state.project.settle();
    const stays = allOf(state, state.films).filter((path) => !path.endsWith('/configuration/titles/dataset'));
    expect([stays, allOf(state, ofFilms)]).toEqual([[], []]);
    expect((await readModel(tree, state.key))?.configuration.titles).toEqual(titlesOf(state.films));
  });
});
