import { describe, expect, it } from '@jest/globals';
import type { DatasetRecord } from '../../functions/src/contract/dataset.js';
import type { ModelConfiguration, ModelRecord } from '../../functions/src/contract/model.js';
import { paths } from '../../functions/src/contract/paths.js';
import { toConfiguration } from '../../functions/src/contract/requests.js';
import { defineModel } from '../../functions/src/pipeline/configure-model.js';
import { deleteRow, editRow } from '../../functions/src/pipeline/edit-rows.js';
import { deleteDataset } from '../../functions/src/pipeline/remove-dataset.js';
import { recount } from '../../functions/src/pipeline/recount.js';
import { increment } from '../../functions/src/pipeline/ports.js';
import { simulateProject } from '../support/simulated-project.js';
import { ChaosRun, storm, wind, type Action, type Order, type Weather } from './chaos-run.js';
import { seededDraw } from './scheduler.js';

const schedules = Number(process.env['RUNS'] ?? 60);
const firstSeed = Number(process.env['SEED'] ?? 1);

const owner = { uid: 'lea', name: 'Lea' };
const users = ['Jazz', 'Rock'];
const items = ['a', 'b', 'c', 'd'];

const record: DatasetRecord = {
  ...{ name: 'd', description: '', owner: owner.uid, ownerName: owner.name, visibility: 'public', status: 'ready' },
  ...{ file: { name: 'd.csv', type: 'csv', bytes: 1, encoding: 'utf-8', header: true } },
  ...{ rowCount: 8, slots: 8, columnCount: 3, rowsPerBlock: 2, rowsVersion: 1, issued: 1, createdAt: 1, updatedAt: 1 },
  ...{ repairCount: 0, modelOffered: true },
};

const configuration: ModelConfiguration = {
  ...toConfiguration({ dataset: 'd', user: 'who', item: 'what', rating: 'stars' }),
  ...{ noComponents: 2, epochs: 1, minimumRows: 1 },
};

/** A small data set with a model, at rest. */
async function initialTree(): Promise<unknown> {
  const { context, tree, settle } = simulateProject();
  const rows = Array.from({ length: 8 }, (_, row) => [users[row % 2]!, items[row % 4]!, row]);
  await tree.write({
    [paths.dataset('d')]: record,
    [paths.columns('d', 1)]: ['who', 'what', 'stars'].map((name) => ({ name })),
    ...Object.fromEntries(rows.map((row, index) => [paths.row('d', 1, Math.floor(index / 2), index % 2), row])),
  });
  await defineModel(context, owner.uid, 'm', configuration);
  await settle();
  return tree.snapshot();
}

/** Edits through the API and past it, deletions, a changed configuration; now and then the data set goes. */
function someActions(seed: number, mayDelete: boolean): Action[] {
  const draw = seededDraw(seed * 7919 + 1);
  const pick = <T>(from: T[]): T => from[Math.floor(draw() * from.length)]!;
  const kinds: (() => Action)[] = [
    () => {
      const [row, what] = [Math.floor(draw() * 8), pick(items)];
      return (context) => editRow(context, owner, 'd', row, { what });
    },
    () => {
      const [row, what] = [Math.floor(draw() * 8), pick(items)];
      const path = `${paths.row('d', 1, Math.floor(row / 2), row % 2)}/1`;
      return ({ tree }) => tree.write({ [path]: what });
    },
    () => {
      const row = Math.floor(draw() * 8);
      return (context) => deleteRow(context, owner, 'd', row);
    },
    () => {
      const randomState = Math.floor(draw() * 3);
      return (context) => defineModel(context, owner.uid, 'm', { ...configuration, randomState });
    },
  ];
  const actions = Array.from({ length: 2 + Math.floor(draw() * 4) }, () => pick(kinds)());
  if (mayDelete && draw() < 0.1) actions.push((context) => deleteDataset(context, 'd', record));
  return actions;
}

/** What a single clean recount and training make of the final rows and configuration. */
async function cleanEnd(run: ChaosRun): Promise<{ profile: unknown; learned: unknown }> {
  const project = simulateProject();
  const { tree, context } = project;
  const kept = ['datasets', 'columns', 'rows'];
  for (const root of kept) await tree.write({ [root]: await run.tree.read(root) });
  const model = await modelOf(run);
  await tree.write({ [paths.change('d', 1, 0)]: increment(1) });
  project.loseEvents();
  for (const block of await tree.keys(paths.rows('d', 1)))
    await tree.write({ [paths.change('d', 1, block)]: increment(1) });
  await defineModel(context, owner.uid, 'm', model!.configuration);
  await project.settle();
  await recount(context, 'd');
  return await endOf(tree);
}

async function modelOf({ tree }: ChaosRun): Promise<ModelRecord | undefined> {
  return Object.values(((await tree.read('models')) ?? {}) as Record<string, ModelRecord>)[0];
}

async function endOf(tree: ChaosRun['tree']): Promise<{ profile: unknown; learned: unknown }> {
  const [key, model] = Object.entries((await tree.read('models')) as Record<string, ModelRecord>)[0]!;
  const totals = Object.values((await tree.read(paths.allProfileTotals('d'))) as Record<string, { data: unknown }>);
  const version = (await tree.read(paths.version(key, model.current.version!))) as Record<string, unknown>;
  const { provenance, ...learned } = version;
  const { data, configuration: trained } = provenance as Record<string, unknown>;
  return { profile: totals.map((total) => total.data), learned: { ...learned, data, trained } };
}

async function runSchedule(seed: number, initial: unknown, weather: Weather, order: Order): Promise<void> {
  const run = new ChaosRun(seed, initial, weather, order);
  await run.run(someActions(seed, weather === storm));
  if ((await run.tree.read(paths.dataset('d'))) === null) {
    expect({ ...(run.tree.snapshot() as object), settings: undefined }).toEqual({ settings: undefined });
    return;
  }
  expect(await endOf(run.tree)).toEqual(await cleanEnd(run));
  expect(JSON.stringify(run.tree.snapshot())).not.toContain('"lease"');
}

describe('retraining', () => {
  it.each([
    ['a storm, once the sweep has run', storm, 'any' as const],
    ['events that come late, twice and out of order', wind, 'any' as const],
    ['any two preemptions', wind, 'preemptions' as const],
  ])(
    `ends where a clean training ends after %s, in ${schedules} schedules from seed ${firstSeed}`,
    async (_, weather, order) => {
      const initial = await initialTree();
      for (let seed = firstSeed; seed < firstSeed + schedules; seed++) {
        await runSchedule(seed, initial, weather, order).catch((error: unknown) => {
          throw new Error(`The schedule of SEED=${seed} failed: ${String(error)}`, { cause: error });
        });
      }
    },
    60_000 + 1000 * schedules,
  );
});
