import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { limits } from '@segue/core/contract/limits';
import type { Place } from '@segue/core/contract/stored/path';
import { paths } from '@segue/core/contract/stored/paths';
import type { Provenance } from '@segue/core/contract/stored/version';
import { summariseInteractions } from '@segue/core/tables/sums/interactions';
import { finishProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { readColumns, findDataset } from '@segue/functions/pipeline/records/dataset-records';
import { editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { evaluateModel } from '@segue/functions/pipeline/training/evaluate-model';
import type { Context } from '@segue/functions/pipeline/ports';
import { markChange } from '@segue/functions/pipeline/rows/mark';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { increment } from '@segue/core/contract/stored/updates';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { readBlocks } from '@segue/functions/pipeline/rows/read-blocks';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { TrainingReporter } from '@segue/functions/pipeline/training/training-reporter';
import { columnsOf } from '@segue/core/versions/model-columns';
import { versionConfiguration } from '@segue/core/versions/method-of';
import { menuOf } from '@segue/functions/pipeline/training/menu';
import { trainToEnd } from '@segue/functions/pipeline/training/train-to-end';
import { buildProgram } from '../emulator/programs.js';
import { found, medians, quantile, timed } from './figures.js';
import { caller, startBenchProject, storeSpotify, type BenchProject } from './project.js';
import { repeatedPairs, spotifyColumns, spotifyRows } from './spotify-rows.js';
import type { Done, WorkerTask } from './worker.js';

/** Milliseconds of each step from an edit to a new version, and the bytes it read and wrote. */
export type EditFigures = Record<
  'mark' | 'read' | 'recount' | 'train' | 'evaluate' | 'publish' | 'whole' | 'bytesRead' | 'bytesWritten',
  number
>;

/** The results for one number of rows. */
export interface SizeFigures {
  rows: number;
  blocks: number;
  /** Its size, and the method that `auto` took. */
  model: { users: number; items: number; method: string };
  /** From the first parsed byte of the file to the published version: upload, recount, retrain. */
  firstVersionSeconds: number;
  rowsPerSecond: number;
  /** The part of it that parses and stores the file; null if that takes longer than an upload may. */
  uploadSeconds: number | null;
  /** Peak memory of each function's own process, with the heap limit of a function of 512 MiB. */
  megabytes: { upload: number | null; recount: number; retrain: number };
  edit: EditFigures;
  editP95: number;
  /** What an edit may read: two blocks, the totals, and 64 bytes per block. */
  bytesAllowed: number;
  /** Reading all rows, counting, evaluating and training once: what the report did for every change. */
  fullSeconds: number;
  editOverFullRatio: number;
}

/**
 * The functions' own work for one number of rows, over the database emulator in its own process: the first version,
 * with each function in its own process; then edits one after the other, in one warm process.
 */
export async function measureSize(root: string, rows: number, edits: number): Promise<SizeFigures> {
  const project = await startBenchProject(root);
  try {
    const { context, port } = project;
    const { id, stored } = await storeFile(project, rows);
    await context.tree.write({ [`${paths.recount(id).path}/requested`]: increment(1) });
    const counted = await inProcess({ port, work: 'recount', key: id }, heapOfFunction);
    const { key } = found(await findModel(context.tree, id), `the model ${id}`);
    const trained = await inProcess({ port, work: 'retrain', key }, heapOfFunction);
    const milliseconds = [stored, counted, trained].map((done) => done?.milliseconds ?? 0);
    const seconds = milliseconds.reduce((sum, one) => sum + one, 0) / 1000;
    const measured = await measureEdits(project, { id, key, rows, edits });
    const { model: latest } = found(await findModel(context.tree, id), `the model ${id}`);
    const fullSeconds = await measureFull(project, id, latest);
    const edit = medians(measured);
    const { users, items, configuration } = await currentProvenance(context, key);
    return {
      rows,
      blocks: Math.ceil(rows / 500),
      model: { users, items, method: configuration.model ?? 'LightFM' },
      firstVersionSeconds: seconds,
      rowsPerSecond: Math.round(rows / seconds),
      uploadSeconds: stored && stored.milliseconds / 1000,
      megabytes: {
        upload: stored && Math.round(stored.megabytes),
        recount: Math.round(counted.megabytes),
        retrain: Math.round(trained.megabytes),
      },
      edit,
      editP95: quantile(
        measured.map(({ whole }) => whole),
        0.95,
      ),
      bytesAllowed: await bytesAllowed(project, id, key),
      fullSeconds,
      editOverFullRatio: edit.whole / 1000 / fullSeconds,
    };
  } finally {
    await project.stop();
  }
}

/** The number of distinct pairs, the same for any number of rows. */
const growthPairs = 10_000;

/**
 * All the work of an edit, in milliseconds, when the given number of rows repeats the pairs of the first 10,000: the
 * merged matrix and the trained one are then the same for any number of rows.
 */
export async function measureGrowth(root: string, rows: number, edits: number): Promise<number> {
  const project = await startBenchProject(root);
  try {
    const { context } = project;
    const id = `repeated-${rows}`;
    await storeSpotify(context, id, rows, repeatedPairs(rows, growthPairs));
    const roles = { dataset: id, user: 'genre', item: 'artist_name', rating: 'popularity' };
    const configuration = { ...toConfiguration(roles), minimumRows: (5 * rows) / growthPairs };
    const { key } = await defineModel(context, caller.uid, id, configuration, { automatic: true });
    await recount(context, id);
    await retrain(context, key);
    return medians(await measureEdits(project, { id, key, rows, edits })).whole;
  } finally {
    await project.stop();
  }
}

/** Makes edits one after the other, all over the table. */
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

async function currentProvenance({ tree }: Context, key: string): Promise<Provenance> {
  const version = await tree.read(paths.current(key).version);
  const provenance = version && (await tree.read(paths.version(key, version).provenance));
  if (!provenance) throw new Error(`The model ${key} has no version: it was not trained.`);
  return provenance;
}

async function bytesAllowed({ context }: BenchProject, id: string, key: string): Promise<number> {
  const size = async (place: Place<unknown>) => JSON.stringify(await context.tree.read(place)).length;
  const totals = (await size(paths.allProfileTotals(id))) + (await size(paths.allModelTotals(key)));
  const { length } = await context.tree.keys(paths.rows(id, 1));
  return 2 * (await size(paths.block(id, 1, 0))) + totals + 64 * length;
}

/** Stores the rows like the function that receives uploads; directly if there are too many for one file. */
async function storeFile({ context, port }: BenchProject, rows: number): Promise<{ id: string; stored: Done | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'segue-bench-'));
  try {
    const file = join(folder, 'spotify.csv');
    const lines = [spotifyColumns.join(',')];
    for (const row of spotifyRows(rows)) lines.push(row.join(','));
    writeFileSync(file, `${lines.join('\n')}\n`);
    if (statSync(file).size <= limits.uploadInPartsBytes) {
      const stored = await inProcess({ port, work: 'upload', key: file }, heapOfUpload);
      return { id: found(stored.id, 'the id of the stored file'), stored };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  await storeSpotify(context, `spotify-${rows}`, rows);
  return { id: `spotify-${rows}`, stored: null };
}

/** Node's heap limit in a function of 512 MiB, and in the one of 2 GiB that receives uploads, in megabytes. */
const heapOfFunction = 256;
const heapOfUpload = 1024;

async function inProcess(task: WorkerTask, heap: number): Promise<Done> {
  const execArgv = ['--enable-source-maps', `--max-old-space-size=${heap}`];
  const child = fork(await buildProgram('retrain/worker'), { execArgv });
  const answer = once(child, 'message') as Promise<[Done]>;
  child.send(task);
  const [done] = await answer;
  await once(child, 'exit');
  return done;
}

async function measureEdit(
  { context, traffic }: BenchProject,
  { id, key, row }: { id: string; key: string; row: number },
): Promise<EditFigures> {
  await editRow(context, caller, id, row, { popularity: (row * 31 + Math.floor(Date.now() / 7)) % 97 });
  traffic.begin();
  const block = String(Math.floor(row / 500));
  const mark = await timed(() => markChange(context, { dataset: id, rowsVersion: 1, block }));
  const counting = await timed(() => recount(context, id));
  const read = traffic.reading;
  const written = traffic.writing;
  const trained = await timed(() => retrain(context, key));
  const bytes = traffic.end();
  const { reading } = traffic;
  const { timings } = await currentProvenance(context, key);
  const { prepare = 0, train = 0, evaluate = 0 } = timings;
  return {
    mark,
    read: reading,
    recount: counting - read - written,
    train: prepare + train,
    evaluate,
    publish: Math.max(0, trained - prepare - train - evaluate - (reading - read)) + written,
    whole: mark + counting + trained,
    bytesRead: bytes.read,
    bytesWritten: bytes.written,
  };
}

/**
 * What an edit would cost without summaries, in seconds: reads all rows, counts profile and pairs, evaluates and trains
 * the model, as after an edit, but writes nothing.
 */
async function measureFull({ context }: BenchProject, id: string, model: ModelRecord): Promise<number> {
  const { tree } = context;
  const configuration = versionConfiguration(model);
  const milliseconds = await timed(async () => {
    const record = found(await findDataset(tree, id), `the data set ${id}`);
    const columns = await readColumns(tree, id, 1);
    const blocks = Array.from({ length: Math.ceil(record.slots / record.rowsPerBlock) }, (_, block) => block);
    const rows = [...(await readBlocks(tree, id, record, blocks, columns.length)).values()].flat();
    finishProfile(summariseProfile(rows, columns.length), columns);
    const at = found(columnsOf(configuration, columns), "the model's columns");
    const prepared = prepareInteractions(summariseInteractions(rows, at), configuration);
    const held = { fence: 1, requested: 0, keep: () => Promise.resolve() };
    const silent = new TrainingReporter(context, { key: 'bench', held });
    const menu = menuOf({ model, dataset: record, before: { trained: null }, total: { digest: '' } }, prepared, silent);
    await (menu ? menu.measure(configuration, model.current.choice) : evaluateModel(prepared, configuration, silent));
    await trainToEnd(prepared, configuration, silent, 'training');
  });
  return milliseconds / 1000;
}
