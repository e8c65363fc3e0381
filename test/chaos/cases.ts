import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import {
  cancelTraining,
  chooseVersion,
  defineModel,
  removeModel,
} from '@segue/functions/pipeline/models/configure-model';
import { appendRows, deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { replaceRows } from '@segue/functions/pipeline/rows/ingest';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { deleteDataset } from '@segue/functions/pipeline/records/remove-dataset';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { simulateProject } from '../support/simulated-project.js';
import type { Action } from './chaos-project.js';
import type { Draw } from './schedule.js';

const owner = { uid: 'lea', name: 'Lea' };
const users = ['Jazz', 'Rock'];
const items = ['a', 'b', 'c', 'd'];
const rowsPerBlock = 2;
const rowCount = 12;

const record: DatasetRecord = {
  name: 'd',
  description: '',
  owner: owner.uid,
  ownerName: owner.name,
  visibility: 'public',
  status: 'ready',
  file: { name: 'd.csv', type: 'csv', bytes: 1, encoding: 'utf-8', header: true },
  rowCount,
  slots: rowCount,
  columnCount: 3,
  rowsPerBlock,
  rowsVersion: 1,
  issued: 1,
  createdAt: 1,
  updatedAt: 1,
  repairCount: 0,
  modelOffered: true,
};

const configuration: ModelConfiguration = {
  ...toConfiguration({ dataset: 'd', user: 'who', item: 'what', rating: 'stars', loss: 'warp' }),
  noComponents: 2,
  epochs: 1,
  minimumRows: 1,
};

/** A small data set of six blocks with a model, at rest: the same for all schedules. */
export async function initialTree(): Promise<unknown> {
  const { context, tree, settle } = simulateProject();
  const rows = Array.from({ length: rowCount }, (_, row) => [users[row % 2]!, items[row % 4]!, row]);
  await tree.write({
    [paths.dataset('d').path]: record,
    [paths.columns('d', 1).path]: ['who', 'what', 'stars'].map((name) => ({ name })),
    ...Object.fromEntries(rows.map((row, index) => [rowPath(index), row])),
  });
  await defineModel(context, owner.uid, 'm', configuration);
  await settle();
  return tree.snapshot();
}

function rowPath(index: number): string {
  return paths.row('d', 1, Math.floor(index / rowsPerBlock), index % rowsPerBlock).path;
}

/** Everything that people can do to a data set and its models. */
export const actions = {
  edit: (row: number, what: string): Action => ({
    name: `edits row ${row} to ${what}`,
    perform: (context) => editRow(context, owner, 'd', row, { what }),
  }),
  /** Bypasses our code, so nothing is marked. */
  foreign: (row: number, what: string): Action => ({
    name: `writes ${what} straight into row ${row}`,
    isForeign: true,
    perform: ({ tree }) => tree.write({ [`${rowPath(row)}/1`]: what }),
  }),
  foreignRemove: (row: number): Action => ({
    name: `takes row ${row} straight away`,
    isForeign: true,
    perform: ({ tree }) => tree.write({ [rowPath(row)]: null }),
  }),
  /** Bypasses our code and uses a key that is not a block's or is past the end. */
  stray: (key: string): Action => ({
    name: `writes a row straight into a block ${key}`,
    isForeign: true,
    perform: ({ tree }) => tree.write({ [`${paths.block('d', 1, key).path}/0`]: ['Jazz', 'b', 5] }),
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
  /** Renames the columns, so that none of the model's columns exist any more. */
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
  rollBack: (): Action => ({
    name: 'rolls m back',
    perform: async (context) => {
      const found = await findModel(context.tree, 'm');
      const oldest = found?.model.current.kept?.at(-1)?.version;
      await chooseVersion(context, owner.uid, 'm', { version: oldest });
    },
  }),
  /** Trains on another machine, like `segue train`. */
  trainByHand: (): Action => ({
    name: 'trains m by hand',
    perform: async (context) => {
      const found = await findModel(context.tree, 'm');
      if (found) await retrain(context, found.key, { takeOver: true });
    },
  }),
  /** Spends the day's budget, as a day of trainings would. */
  spendBudget: (): Action => ({
    name: "spends m's budget of the day",
    perform: async ({ tree, clock, trainingsPerDay }) => {
      const found = await findModel(tree, 'm');
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const budget = { day, used: trainingsPerDay, spent: false };
      if (found) await tree.write({ [`${paths.training(found.key).path}/budget`]: budget });
    },
  }),
  cancel: (): Action => ({
    name: 'cancels the training of m',
    perform: (context) => cancelTraining(context, owner.uid, 'm'),
  }),
  /** Sweeps, as the schedule does in production, while other work is going on. */
  sweep: (): Action => ({ name: 'calls the sweep', perform: sweep }),
  removeDataset: (): Action => ({
    name: 'deletes the data set',
    perform: async (context) => {
      const there = await context.tree.read(paths.dataset('d'));
      if (there) await deleteDataset(context, 'd', there);
    },
  }),
};

/** Draws two to five things that people do at about the same time. */
export function someActions(draw: Draw): Action[] {
  const below = (count: number): number => Math.floor(draw() * count);
  const what = () => items[below(items.length)]!;
  const often = [
    () => actions.edit(below(rowCount), what()),
    () => actions.edit(below(rowCount), what()),
    () => actions.foreign(below(rowCount), what()),
    () => actions.foreignRemove(below(rowCount)),
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
    actions.rollBack,
    actions.trainByHand,
    actions.spendBudget,
    actions.cancel,
    actions.sweep,
    actions.removeModel,
    actions.removeDataset,
    () => actions.replace(what()),
    () => actions.stray(['00', '5e-1', '-1', '7', '5000'][below(5)]!),
  ];
  return Array.from({ length: 2 + below(4) }, () => {
    const from = draw() < 0.7 ? often : seldom;
    return from[below(from.length)]!();
  });
}
