import type { DatasetRecord } from '../../functions/src/contract/dataset.js';
import { limits } from '../../functions/src/contract/limits.js';
import type { ModelConfiguration } from '../../functions/src/contract/model.js';
import { paths } from '../../functions/src/contract/paths.js';
import { toConfiguration } from '../../functions/src/contract/requests.js';
import {
  cancelTraining,
  chooseVersion,
  defineModel,
  removeModel,
} from '../../functions/src/pipeline/configure-model.js';
import { appendRows, deleteRow, editRow } from '../../functions/src/pipeline/edit-rows.js';
import { replaceRows } from '../../functions/src/pipeline/ingest.js';
import { deleteDataset } from '../../functions/src/pipeline/remove-dataset.js';
import { sweep } from '../../functions/src/pipeline/sweep.js';
import { simulateProject } from '../support/simulated-project.js';
import type { Action } from './chaos-project.js';
import type { Draw } from './schedule.js';

const owner = { uid: 'lea', name: 'Lea' };
const users = ['Jazz', 'Rock'];
const items = ['a', 'b', 'c', 'd'];
const rowsPerBlock = 2;
const rowCount = 12;

const record: DatasetRecord = {
  ...{ name: 'd', description: '', owner: owner.uid, ownerName: owner.name, visibility: 'public', status: 'ready' },
  ...{ file: { name: 'd.csv', type: 'csv', bytes: 1, encoding: 'utf-8', header: true } },
  ...{ rowCount, slots: rowCount, columnCount: 3, rowsPerBlock, rowsVersion: 1, issued: 1, createdAt: 1, updatedAt: 1 },
  ...{ repairCount: 0, modelOffered: true },
};

const configuration: ModelConfiguration = {
  ...toConfiguration({ dataset: 'd', user: 'who', item: 'what', rating: 'stars' }),
  ...{ noComponents: 2, epochs: 1, minimumRows: 1 },
};

/** Small cases need more than one round and more than one sweep as large ones do. */
Object.assign(limits, { blocksPerRecount: 3 });

/** A small data set of six blocks with a model, at rest: the same for all schedules. */
export async function initialTree(): Promise<unknown> {
  const { context, tree, settle } = simulateProject();
  const rows = Array.from({ length: rowCount }, (_, row) => [users[row % 2]!, items[row % 4]!, row]);
  await tree.write({
    [paths.dataset('d')]: record,
    [paths.columns('d', 1)]: ['who', 'what', 'stars'].map((name) => ({ name })),
    ...Object.fromEntries(rows.map((row, index) => [rowPath(index), row])),
  });
  await defineModel(context, owner.uid, 'm', configuration);
  await settle();
  return tree.snapshot();
}

function rowPath(index: number): string {
  return paths.row('d', 1, Math.floor(index / rowsPerBlock), index % rowsPerBlock);
}

/** Everything that people do to a data set and its models. */
export const actions = {
  edit: (row: number, what: string): Action => ({
    name: `edits row ${row} to ${what}`,
    perform: (context) => editRow(context, owner, 'd', row, { what }),
  }),
  /** Past our code, which marks nothing. */
  foreign: (row: number, what: string): Action => ({
    name: `writes ${what} straight into row ${row}`,
    perform: ({ tree }) => tree.write({ [`${rowPath(row)}/1`]: what }),
  }),
  /** Past our code, and under a key that is no block's. */
  stray: (key: string): Action => ({
    name: `writes a row straight into a block ${key}`,
    perform: ({ tree }) => tree.write({ [`${paths.block('d', 1, key)}/0`]: ['Jazz', 'b', 5] }),
  }),
  remove: (row: number): Action => ({
    name: `deletes row ${row}`,
    perform: (context) => deleteRow(context, owner, 'd', row),
  }),
  append: (what: string): Action => ({
    name: `adds a row with ${what}`,
    perform: (context) => appendRows(context, owner, 'd', [{ who: 'Jazz', what, stars: 3 }]),
  }),
  replace: (what: string): Action => ({
    name: `replaces the file by one with ${what}`,
    perform: (context) =>
      replaceRows(
        context,
        owner,
        'd',
        { fileName: 'e.csv' },
        new TextEncoder().encode(`who,what,stars\nJazz,a,1\nRock,${what},2\nJazz,c,5\n`),
      ),
  }),
  /** Its columns have other names, so that the model has none of its own any more. */
  rename: (): Action => ({
    name: 'replaces the file by one of other columns',
    perform: (context) =>
      replaceRows(
        context,
        owner,
        'd',
        { fileName: 'f.csv' },
        new TextEncoder().encode('person,thing,stars\nJazz,a,1\nRock,b,2\nJazz,c,5\n'),
      ),
  }),
  configure: (changes: Partial<ModelConfiguration>): Action => ({
    name: `configures m with ${JSON.stringify(changes)}`,
    perform: (context) => defineModel(context, owner.uid, 'm', { ...configuration, ...changes }),
  }),
  second: (): Action => ({
    name: 'defines a second model',
    perform: (context) => defineModel(context, owner.uid, 'n', { ...configuration, user: 'what', item: 'who' }),
  }),
  removeModel: (): Action => ({
    name: 'deletes the model m',
    perform: (context) => removeModel(context, owner.uid, 'm'),
  }),
  pin: (): Action => ({
    name: 'pins m',
    perform: (context) => chooseVersion(context, owner.uid, 'm', { pinned: true }),
  }),
  release: (): Action => ({
    name: 'releases m',
    perform: (context) => chooseVersion(context, owner.uid, 'm', { pinned: false }),
  }),
  cancel: (): Action => ({
    name: 'cancels the training of m',
    perform: (context) => cancelTraining(context, owner.uid, 'm'),
  }),
  /** What its schedule does in production, in the middle of everything. */
  sweep: (): Action => ({ name: 'calls the sweep', perform: sweep }),
  removeDataset: (): Action => ({
    name: 'deletes the data set',
    perform: async (context) => {
      const there = (await context.tree.read(paths.dataset('d'))) as DatasetRecord | null;
      if (there) await deleteDataset(context, 'd', there);
    },
  }),
};

/** Two to five things that people do at about the same time. */
export function someActions(draw: Draw): Action[] {
  const below = (count: number): number => Math.floor(draw() * count);
  const what = () => items[below(items.length)]!;
  const often = [
    () => actions.edit(below(rowCount), what()),
    () => actions.edit(below(rowCount), what()),
    () => actions.foreign(below(rowCount), what()),
    () => actions.remove(below(rowCount)),
    () => actions.append(what()),
    () => actions.configure({ randomState: below(3) }),
  ];
  const seldom = [
    () => actions.configure({ user: 'what', item: 'who' }),
    () => actions.configure({ merges: [{ side: 'item', from: 'a', into: 'b' }] }),
    actions.second,
    actions.pin,
    actions.release,
    actions.cancel,
    actions.sweep,
    actions.removeModel,
    actions.removeDataset,
    () => actions.replace(what()),
  ];
  return Array.from({ length: 2 + below(4) }, () => {
    const from = draw() < 0.7 ? often : seldom;
    return from[below(from.length)]!();
  });
}
