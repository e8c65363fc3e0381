import { beforeEach, describe, expect, it } from '@jest/globals';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { paths } from '@segue/core/contract/stored/paths';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { bump } from '@segue/core/contract/stored/updates';
import { describeChange } from '@segue/core/versions/answering/changes';
import { eraseRows } from '@segue/functions/pipeline/erasure/erase-rows';
import { chooseVersion, defineModel } from '@segue/functions/pipeline/models/configure-model';
import { readAudit } from '@segue/functions/pipeline/records/audit';
import { findDataset } from '@segue/functions/pipeline/records/dataset-records';
import { appendRows, deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { placesOf } from '../support/mark.js';
import { currentVersion, simulateProject, type SimulatedProject } from '../support/simulated-project.js';

const lea = { uid: 'lea', name: 'Lea' };
const csv = ['user,item', ...Array.from({ length: 60 }, (_, row) => `u${row % 6},i${(row * 7) % 10}`)].join('\n');
/** Stands in rows 60 and 61 only. */
const mark = 'Secretive';

let project: SimulatedProject;
let id: string;
let key: string;

beforeEach(async () => {
  project = simulateProject();
  const bytes = new TextEncoder().encode(`${csv}\n${mark},i1\nu1,${mark}\n`);
  id = await createDataset(project.context, lea, { fileName: 'music.csv', visibility: 'public' }, bytes);
  const body = { dataset: id, user: 'user', item: 'item', model: 'ials', noComponents: 2, minimumRows: 1 };
  const definition = toConfiguration(modelDefinition.parse(body));
  key = (await defineModel(project.context, lea.uid, `${id}~mine`, definition)).key;
  await project.settle();
});

const marked = () => placesOf(mark, project.tree.snapshot());
const rootsOf = (places: string[]) => [...new Set(places.map((path) => path.split('/')[1]))].sort();
const erase = (rows = [60, 61]) => eraseRows(project.context, lea, id, rows);
const current = () => project.context.tree.read(paths.current(key));

async function settleAll(): Promise<void> {
  await project.settle();
  await sweep(project.context);
  await project.settle();
}

describe('erased rows', () => {
  it('are found nowhere any more: not in history, sums or any version, even a pinned one', async () => {
    const { context } = project;
    await editRow(context, lea, id, 60, { user: `${mark} 2` });
    await project.settle();
    await chooseVersion(context, lea.uid, `${id}~mine`, { pinned: true });
    await deleteRow(context, lea, id, 61);
    await project.settle();
    const roots = ['history', 'publicHistory', 'rows', 'summaries', 'totals', 'versions'];
    expect(rootsOf(marked())).toEqual(expect.arrayContaining(roots));
    const { number = 0 } = (await current()) ?? {};
    expect(await erase()).toEqual({ rowCount: 60, rows: 1, changes: 1, models: 1, versions: 2 });
    expect(marked()).toEqual([]);
    await settleAll();
    expect(marked()).toEqual([]);
    expect(await current()).toMatchObject({ number: number + 1, pinned: false });
    expect(await currentVersion(project.tree, key)).toMatchObject({ provenance: { users: 6, items: 10, rows: 60 } });
    expect(await readAudit(context, lea, id)).toMatchObject([{ kind: 'erase', by: 'Lea', what: '2 rows' }]);
    const { entries } = await context.tree.readEach(paths.history(id));
    const edit = [...entries.values()].find(({ kind }) => kind === 'edit');
    expect(edit && describeChange(edit)).toBe('Lea changed user in row 61.');
  });

  it('do not come back with a training that had read them: it is refused, wherever it was', async () => {
    const { context } = project;
    const { tree } = context;
    const erased = new Set<number>();
    for (let step = 1; erased.size === step - 1; step++) {
      await prepareTraining(step);
      let left = step;
      const [read, write] = [tree.read.bind(tree), tree.write.bind(tree)];
      const beforeStep = async () => {
        if (--left !== 0) return;
        erased.add(step);
        Object.assign(tree, { read, write });
        await erase([61 + step]);
      };
      Object.assign(tree, {
        read: async (place: Parameters<typeof read>[0]) => (await beforeStep(), read(place)),
        write: async (updates: Parameters<typeof write>[0]) => (await beforeStep(), write(updates)),
      });
      await retrain(context, key, { takeOver: true });
      Object.assign(tree, { read, write });
      await settleAll();
      const held = placesOf(`Held${step}`, project.tree.snapshot());
      if (erased.has(step)) expect([step, held]).toEqual([step, []]);
    }
    // Before each of what a training reads and writes.
    expect(erased.size).toBeGreaterThan(10);
  });

  it('are gone after a crash as well, once the sweep has run', async () => {
    const { tree } = project.context;
    const [write, transact] = [tree.write.bind(tree), tree.transact.bind(tree)];
    for (let writes = 1, isDone = false; !isDone; writes++) {
      await prepareTraining(writes);
      await project.settle();
      let left = writes;
      const orDie = <T>(act: () => Promise<T>) => (left-- > 0 ? act() : Promise.reject(new Error('died')));
      Object.assign(tree, {
        write: (updates: Parameters<typeof write>[0]) => orDie(() => write(updates)),
        transact: (...call: Parameters<typeof transact>) => orDie(() => transact(...call)),
      });
      isDone = await erase([61 + writes]).then(
        () => true,
        () => false,
      );
      Object.assign(tree, { write, transact });
      await settleAll();
      expect([writes, placesOf(`Held${writes}`, project.tree.snapshot())]).toEqual([writes, []]);
    }
    project.wait(2 * 3_600_000);
    await sweep(project.context);
    expect(project.tree.peek('erasures')).toBeNull();
    expect((await findDataset(tree, id))?.rowCount).toBe(62);
  });

  it('must have been there, and are for the owner to erase', async () => {
    await expect(erase([62])).rejects.toMatchObject({ code: 'row-not-found' });
    const max = { uid: 'max', name: 'Max' };
    await expect(eraseRows(project.context, max, id, [0])).rejects.toMatchObject({ code: 'forbidden' });
    expect(marked()).not.toEqual([]);
  });
});

/** Adds a row that names `Held` and a number, counts it, and leaves the training of it to the caller. */
async function prepareTraining(step: number): Promise<void> {
  await appendRows(project.context, lea, id, [{ user: `Held${step}`, item: 'i2' }]);
  await project.context.tree.write(bump(paths.recount(id).requested));
  await recount(project.context, id);
}
