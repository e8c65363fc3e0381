import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { ModelConfiguration } from '../../functions/src/contract/model.js';
import { paths } from '../../functions/src/contract/paths.js';
import type { Provenance } from '../../functions/src/contract/published-model.js';
import { summariseInteractions } from '../../functions/src/datasets/interactions.js';
import { readColumns, findDataset } from '../../functions/src/pipeline/dataset-records.js';
import { editRow } from '../../functions/src/pipeline/edit-rows.js';
import { markChange } from '../../functions/src/pipeline/mark.js';
import { findModel } from '../../functions/src/pipeline/model-records.js';
import { increment } from '../../functions/src/pipeline/ports.js';
import { prepareInteractions } from '../../functions/src/versions/prepare-interactions.js';
import { recount } from '../../functions/src/pipeline/recount.js';
import { retrain } from '../../functions/src/pipeline/retrain.js';
import { blockRows, type IndexedRow } from '../../functions/src/pipeline/row-layout.js';
import { parametersOf } from '../../functions/src/versions/training-options.js';
import { trainModel } from '../../functions/src/model/train.js';
import { buildProgram } from '../emulator/programs.js';
import { medians, quantile, timed } from './figures.js';
import { startBenchProject, storeSpotify, type BenchProject } from './project.js';

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
  /** Peak memory of each function's own process. */
  megabytes: { recount: number; retrain: number };
  edit: EditFigures;
  editP95: number;
  /** Reading all rows, counting and training, once: what the report did for any change. */
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
    const measured: EditFigures[] = [];
    // The first edits run cold code.
    for (let edit = -5; edit < edits; edit++) {
      const figures = await measureEdit(project, { id, key, row: Math.floor((rows / (edits + 5)) * (edit + 5)) });
      if (edit >= 0) measured.push(figures);
    }
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

async function inProcess(
  port: number,
  work: 'recount' | 'retrain',
  key: string,
): Promise<{ milliseconds: number; megabytes: number }> {
  const child = fork(await buildProgram('retrain/worker'), { execArgv: ['--enable-source-maps'] });
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

/** What an edit would cost without summaries: all rows read, counted and trained on, evaluation left out. */
async function measureFull({ context }: BenchProject, id: string, configuration: ModelConfiguration): Promise<number> {
  const { tree } = context;
  const milliseconds = await timed(async () => {
    const record = (await findDataset(tree, id))!;
    const columns = await readColumns(tree, id, 1);
    const { user, item, rating } = configuration;
    const at = { user: columns.indexOf(user), item: columns.indexOf(item), rating: columns.indexOf(rating!) };
    const rows: IndexedRow[] = [];
    for (let block = 0; block * record.rowsPerBlock < record.slots; block++) {
      const value = await tree.read(paths.block(id, 1, block));
      for (const row of blockRows(value, block, record.rowsPerBlock, columns.length)) rows.push(row);
    }
    const total = summariseInteractions(rows, at);
    trainModel(prepareInteractions(total, configuration).interactions, parametersOf(configuration));
  });
  return milliseconds / 1000;
}
