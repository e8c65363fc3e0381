import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ListEntry } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { Context } from '@segue/functions/pipeline/ports';
import { changeMetadata } from '@segue/functions/pipeline/records/change-metadata';
import { findDataset } from '@segue/functions/pipeline/records/dataset-records';
import { deleteDataset } from '@segue/functions/pipeline/records/remove-dataset';
import { appendRows } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';

const ada = { uid: 'ada', name: 'Ada' };

let project: SimulatedProject;
let id: string;

beforeEach(async () => {
  project = simulateProject();
  const file = new TextEncoder().encode('genre,artist\nJazz,Sade\n');
  id = await createDataset(project.context, ada, { fileName: 'a.csv', visibility: 'public' }, file);
  await project.settle();
});

const listed = async () => (await project.tree.read(paths.publicList(id).path)) as ListEntry | null;
const owned = async () => (await project.tree.read(paths.userList('ada', id).path)) as ListEntry | null;
const isListWrite = (updates: object) => Object.keys(updates).some((path) => path.startsWith('lists/'));

/** The same project for a caller whose first write of list entries waits for another change, or never happens. */
function slowLister(before: () => Promise<unknown>): Context {
  const { tree } = project.context;
  let isFirst = true;
  const slow: Context['tree'] = Object.create(tree, {
    write: {
      value: async (updates: Parameters<typeof tree.write>[0]) => {
        if (isFirst && isListWrite(updates)) {
          isFirst = false;
          await before();
        }
        await tree.write(updates);
      },
    },
  }) as Context['tree'];
  return { ...project.context, tree: slow };
}

const hide = () => changeMetadata(project.context, ada, id, { visibility: 'private' });
const remove = async () => {
  const record = await findDataset(project.context.tree, id);
  if (record) await deleteDataset(project.context, id, record);
};
const append = (context: Context) => appendRows(context, ada, id, [{ genre: 'Soul', artist: 'Sade' }]);

describe('the list entries of a data set', () => {
  it('are those of its newest record, though an older change writes them last', async () => {
    await append(slowLister(hide));
    expect(await listed()).toBeNull();
    expect(await owned()).toMatchObject({ rowCount: 2 });
  });

  it('appear again, though an older change removes them last', async () => {
    await hide();
    await append(slowLister(() => changeMetadata(project.context, ada, id, { visibility: 'public', name: 'Open' })));
    expect(await listed()).toMatchObject({ name: 'Open', rowCount: 2 });
  });

  it('do not come back where it was deleted meanwhile', async () => {
    await append(slowLister(remove));
    expect([await listed(), await owned()]).toEqual([null, null]);
  });

  it('are settled by the sweep where a caller died before it wrote them', async () => {
    const dies = slowLister(() => Promise.reject(new Error('killed')));
    await expect(changeMetadata(dies, ada, id, { visibility: 'private' })).rejects.toThrow('killed');
    // It is not public yet, and not listed any more: the entry goes before the switch.
    await sweep(project.context);
    expect(await listed()).not.toBeNull();
    await changeMetadata(project.context, ada, id, { visibility: 'private' });
    expect(await listed()).toBeNull();
    const again = slowLister(() => Promise.reject(new Error('killed')));
    await expect(changeMetadata(again, ada, id, { visibility: 'public' })).rejects.toThrow('killed');
    await sweep(project.context);
    expect(await listed()).toMatchObject({ rowCount: 1 });
  });
});
