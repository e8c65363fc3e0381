import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { ModelConfiguration } from '../../functions/src/contract/model.js';
import { toConfiguration } from '../../functions/src/contract/requests.js';
import { paths } from '../../functions/src/contract/paths.js';
import type { Provenance } from '../../functions/src/contract/published-model.js';
import { summariseInteractions } from '../../functions/src/datasets/interactions.js';
import { finishProfile, summariseProfile } from '../../functions/src/datasets/profile.js';
import { readColumns, findDataset } from '../../functions/src/pipeline/dataset-records.js';
import { editRow } from '../../functions/src/pipeline/edit-rows.js';
import { evaluateModel } from '../../functions/src/pipeline/evaluate-model.js';
import { markChange } from '../../functions/src/pipeline/mark.js';
import { defineModel } from '../../functions/src/pipeline/configure-model.js';
import { findModel } from '../../functions/src/pipeline/model-records.js';
import { increment } from '../../functions/src/pipeline/ports.js';
import { prepareInteractions } from '../../functions/src/versions/prepare-interactions.js';
import { readBlocks } from '../../functions/src/pipeline/read-blocks.js';
import { recount } from '../../functions/src/pipeline/recount.js';
import { retrain } from '../../functions/src/pipeline/retrain.js';
import { TrainingReporter } from '../../functions/src/pipeline/training-reporter.js';
import { columnsOf } from '../../functions/src/versions/model-columns.js';
import { parametersOf } from '../../functions/src/versions/training-options.js';
import { trainModel } from '../../functions/src/model/train.js';
import { buildProgram } from '../emulator/programs.js';
import { medians, quantile, timed } from './figures.js';
import { startBenchProject, storeSpotify, type BenchProject } from './project.js';
import { repeatedPairs } from './spotify-rows.js';

const actor = { uid: 'bench', name: 'bench' };

/** Milliseconds of an edit's way to a new version, and its bytes. */
export type EditFigures = Record<
  'mark' | 'read' | 'recount' | 'train' | 'evaluate' | 'publish' | 'whole' | 'bytesRead' | 'bytesWritten',
  number
>;

/** What is found for one number of rows. */
export interface SizeFigures {
  rows: number;
  blocks: number;
  model: { users: number; items: number };
  firstVersionSeconds: number;
  rowsPerSecond: number;
  /** Peak memory of each function's own process, its heap limited as in a function of 512 MiB. */
  megabytes: { recount: number; retrain: number };
  edit: EditFigures;
  editP95: number;
  /** Reading all rows, counting them, measuring and training, once: what the report did for any change. */
  fullSeconds: number;
  editOverFullRatio: number;
}

/**
 * The functions' own work for one number of rows, over the database emulator in its own process: the first version, each
 * function in a process of its own; then edits one after the other, in one that is warm.
 */
export async function measureSize(root: string, rows: number, edits: number): Promise<SizeFigures> {
  const project = await startBenchProject(root);
  try {
    const { context, port } = project;
    const id = `spotify-${rows}`;
    await storeSpotify(context, id, rows);
    await context.tree.write({ [`${paths.recount(id)}/requested`]: increment(1) });
    const counted = await inProcess(port, 'recount', id);
    const { key, model } = (await findModel(context.tree, id))!;
    const trained = await inProcess(port, 'retrain', key);
    const seconds = (counted.milliseconds + trained.milliseconds) / 1000;
    const measured = await measureEdits(project, { id, key, rows, edits });
    const fullSeconds = await measureFull(project, id, model.configuration);
    const edit = medians(measured);
    const current = (await context.tree.read(`${paths.current(key)}/version`)) as string;
    const { users, items } = (await context.tree.read(`${paths.version(key, current)}/provenance`)) as Provenance;
    return {
      ...{ rows, blocks: Math.ceil(rows / 500), model: { users, items } },
      ...{ firstVersionSeconds: seconds, rowsPerSecond: Math.round(rows / seconds) },
      megabytes: { recount: Math.round(counted.megabytes), retrain: Math.round(trained.megabytes) },
      edit,
      editP95: quantile(
        measured.map(({ whole }) => whole),
        0.95,
      ),
      ...{ fullSeconds, editOverFullRatio: edit.whole / 1000 / fullSeconds },
    };
  } finally {
    await project.stop();
  }
}

/** What is the same at any number of rows: the pairs that occur, and which of them are trained on. */
const growthPairs = 10_000;

/**
 * The whole work of an edit, in milliseconds, where that many rows have the pairs of the first 10,000: the merged matrix
 * and the trained one are the same for any number of rows.
 */
export async function measureGrowth(root: string, rows: number, edits: number): Promise<number> {
  const project = await startBenchProject(root);
  try {
    const { context } = project;
    const id = `repeated-${rows}`;
    await storeSpotify(context, id, rows, repeatedPairs(rows, growthPairs));
    const roles = { dataset: id, user: 'genre', item: 'artist_name', rating: 'popularity' };
    const configuration = { ...toConfiguration(roles), minimumRows: (5 * rows) / growthPairs };
    const { key } = await defineModel(context, actor.uid, id, configuration, true);
    await recount(context, id);
    await retrain(context, key);
    return medians(await measureEdits(project, { id, key, rows, edits })).whole;
  } finally {
    await project.stop();
  }
}

/** Edits one after the other, all over the table. */
async function measureEdits(
  project: BenchProject,
  { id, key, rows, edits }: { id: string; key: string; rows: number; edits: number },
): Promise<EditFigures[]> {
  const measured: EditFigures[] = [];
  // The first edits run cold code.
  for (let edit = -5; edit < edits; edit++) {
    const figures = await measureEdit(project, { id, key, row: Math.floor((rows / (edits + 5)) * (edit + 5)) });
    if (edit >= 0) measured.push(figures);
  }
  return measured;
}

/** Node's heap in a function of 512 MiB, in megabytes. */
const heapOfFunction = 256;

async function inProcess(
  port: number,
  work: 'recount' | 'retrain',
  key: string,
): Promise<{ milliseconds: number; megabytes: number }> {
  const child = fork(await buildProgram('retrain/worker'), {
    execArgv: ['--enable-source-maps', `--max-old-space-size=${heapOfFunction}`],
  });
  const answer = once(child, 'message') as Promise<[{ milliseconds: number; megabytes: number }]>;
  child.send({ port, work, key });
  const [figures] = await answer;
  await once(child, 'exit');
  return figures;
}

async function measureEdit(
  { context, traffic }: BenchProject,
  { id, key, row }: { id: string; key: string; row: number },
): Promise<EditFigures> {
  await editRow(context, actor, id, row, { popularity: (row * 31 + Math.floor(Date.now() / 7)) % 97 });
  Object.assign(traffic, { read: 0, written: 0, reading: 0, writing: 0 });
  const block = String(Math.floor(row / 500));
  const mark = await timed(() => markChange(context, { dataset: id, rowsVersion: 1, block }));
  const counting = await timed(() => recount(context, id));
  const read = traffic.reading;
  const written = traffic.writing;
  const trained = await timed(() => retrain(context, key));
  const bytes = { bytesRead: traffic.read, bytesWritten: traffic.written };
  const version = (await context.tree.read(`${paths.current(key)}/version`)) as string;
  const { timings } = (await context.tree.read(`${paths.version(key, version)}/provenance`)) as Provenance;
  const { prepare = 0, train = 0, evaluate = 0 } = timings;
  return {
    ...{ mark, read: traffic.reading, recount: counting - read - written, train: prepare + train, evaluate },
    publish: Math.max(0, trained - prepare - train - evaluate - (traffic.reading - read)) + written,
    whole: mark + counting + trained,
    ...bytes,
  };
}

/**
 * What an edit would cost without summaries, in seconds: all rows are read, profile and pairs counted, the model measured
 * and trained, as after an edit, but for what is written.
 */
async function measureFull({ context }: BenchProject, id: string, configuration: ModelConfiguration): Promise<number> {
  const { tree } = context;
  const milliseconds = await timed(async () => {
    const record = (await findDataset(tree, id))!;
    const columns = await readColumns(tree, id, 1);
    const blocks = Array.from({ length: Math.ceil(record.slots / record.rowsPerBlock) }, (_, block) => block);
    const rows = [...(await readBlocks(tree, id, record, blocks, columns.length)).values()].flat();
    finishProfile(summariseProfile(rows, columns.length), columns);
    const prepared = prepareInteractions(
      summariseInteractions(rows, columnsOf(configuration, columns)!),
      configuration,
    );
    const silent = new TrainingReporter(context, 'bench', 1);
    await evaluateModel(prepared, configuration, silent);
    trainModel(prepared.interactions, parametersOf(configuration));
  });
  return milliseconds / 1000;
}
