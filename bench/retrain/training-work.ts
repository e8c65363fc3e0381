import { toConfiguration } from '@segue/core/contract/api/model-definition';
import { encodeModel } from '@segue/core/contract/published-model';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { inputOf } from '@segue/core/model/choice/discovery';
import { discoverSplit } from '@segue/core/model/evaluation/discover';
import type { Recipe } from '@segue/core/model/methods/recipe';
import type { Cell } from '@segue/core/tables/cells';
import { decodeInteractionParts } from '@segue/core/tables/sums/interactions';
import { versionConfiguration } from '@segue/core/versions/method-of';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { publishedVersion } from '@segue/core/versions/published-version';
import { evaluationSplit } from '@segue/core/versions/training-options';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import type { Context } from '@segue/functions/pipeline/ports';
import { embeddingsDigest } from '@segue/functions/pipeline/records/digests';
import { readModel } from '@segue/functions/pipeline/records/model-records';
import { editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { markChange } from '@segue/functions/pipeline/rows/mark';
import { loadTraining } from '@segue/functions/pipeline/training/load-training';
import { measureDiscovery } from '@segue/functions/pipeline/training/measure-discovery';
import { storeChoice } from '@segue/functions/pipeline/training/publish';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { TrainingReporter } from '@segue/functions/pipeline/training/training-reporter';
import { trainToEnd } from '@segue/functions/pipeline/training/train-to-end';
import { simulateProject } from '@segue/test/support/simulated-project';
import { typed } from '@segue/test/support/typed-tree';
import { found, quantile } from './figures.js';
import { caller, storeSpotify } from './project.js';
import { countedTrips, type RoundTrips } from './round-trips.js';
import { spotifyColumns, spotifyRows } from './spotify-rows.js';
import { Traffic, watched } from './traffic.js';

/** The parts of the work from an edited cell to a new version; `measure` contains `fit to measure`. */
const steps = [
  'mark and recount',
  'retrain',
  'load',
  'prepare',
  'split',
  'fit to measure',
  'measure',
  'fit',
  'encode',
] as const;

/** The name of a part. */
export type TrainingStep = (typeof steps)[number];

/** The work of a retraining after one edited cell, over a tree in memory. */
export interface TrainingWork {
  model: { users: number; items: number; pairs: number; method: string };
  /** Milliseconds of CPU time. */
  steps: Record<TrainingStep | 'whole', { median: number; p95: number }>;
  /** From the mark to the settled version, and of these the training. */
  trips: Record<'all' | 'training', RoundTrips>;
  bytesRead: number;
  bytesWritten: number;
}

/** The shape of the goal: 27 genres, 1,153 artists. */
const rows = 10_000;
const artists = 1153;
const soundColumns = 'acousticness danceability energy instrumentalness liveness loudness speechiness tempo valence';
const warmups = 10;
const id = 'd';

/**
 * Edits one cell after the other; the tree is in memory, so nothing waits for a network.
 * @param recipe what an `auto` model is made by, whatever it would choose itself
 */
export async function measureTrainingWork(recipe: Recipe, edits: number): Promise<TrainingWork> {
  const project = simulateProject();
  const { context } = project;
  await storeSpotify(context, id, rows, frequentArtists());
  const definition = { dataset: id, user: 'genre', item: 'artist_name', model: 'auto' as const };
  const itemFeatures = spotifyColumns.filter((name) => soundColumns.includes(name));
  const configuration = toConfiguration({ ...definition, itemFeatures });
  const { key } = await defineModel(context, caller.uid, id, configuration, { automatic: true });
  await recount(context, id);
  await retrain(context, key);
  const { current } = found(await readModel(context.tree, key), 'the model');
  const choice = { ...found(current.choice, 'the choice'), recipe };
  await storeChoice(context, { key, fence: current.fence, revision: current.revision, choice });

  const samples: Record<TrainingStep | 'whole', number>[] = [];
  for (let edit = -warmups; edit < edits; edit++) {
    project.wait(60_000);
    const row = ((edit + warmups) * 241) % rows;
    await edited(context, row, edit);
    const counting = await processorTime(() => markAndRecount(context, row));
    const training = await processorTime(() => retrain(context, key));
    const parts = await partsOf(context, key);
    const sample = { 'mark and recount': counting, retrain: training, ...parts, whole: counting + training };
    if (edit >= 0) samples.push(sample);
  }
  const { provenance } = await currentRecord(context, key);
  const { users, items, interactions } = provenance;
  const figures = [...steps, 'whole' as const].map((step) => {
    const of = samples.map((sample) => sample[step]);
    return [step, { median: quantile(of, 0.5), p95: quantile(of, 0.95) }] as const;
  });
  project.wait(60_000);
  await edited(context, 7, edits);
  return {
    model: { users, items, pairs: interactions, method: provenance.configuration.model ?? 'LightFM' },
    steps: Object.fromEntries(figures) as TrainingWork['steps'],
    ...(await trafficOf(project, key, 7)),
  };
}

/** Rows of the first artists that come up, so that there are so many. */
function* frequentArtists(): Generator<Cell[]> {
  const known = new Set<Cell | undefined>();
  let count = 0;
  for (const row of spotifyRows(1_000_000)) {
    if (known.size < artists) known.add(row[1]);
    if (!known.has(row[1])) continue;
    yield row;
    if (++count === rows) return;
  }
}

async function edited(context: Context, row: number, edit: number): Promise<void> {
  const energy = spotifyColumns.indexOf('energy');
  await editRow(context, caller, id, row, { [spotifyColumns[energy]!]: ((edit + 50) * 0.0137) % 1 });
}

async function markAndRecount(context: Context, row: number): Promise<void> {
  await markChange(context, { dataset: id, rowsVersion: 1, block: String(Math.floor(row / 500)) });
  await recount(context, id);
}

/** Does each part of the training once more, on its own: its results are those of the version just made. */
async function partsOf(
  context: Context,
  key: string,
): Promise<Record<Exclude<TrainingStep, 'mark and recount' | 'retrain'>, number>> {
  const spent: Partial<Record<TrainingStep, number>> = {};
  const timed = async <T>(step: TrainingStep, work: () => T | Promise<T>): Promise<T> => {
    let result: { value: T } | undefined;
    spent[step] = await processorTime(async () => (result = { value: await work() }));
    return found(result, step).value;
  };
  const loaded = await timed('load', () => loadTraining(context, key));
  if (loaded === 'gone' || !loaded.total) throw new Error('The benchmark lost its model.');
  const { total, model } = loaded;
  const configuration: ModelConfiguration = versionConfiguration(model);
  const held = { fence: 1, requested: 0, keep: () => Promise.resolve() };
  const silent = new TrainingReporter(context, { key: 'bench', held });
  const prepared = await timed('prepare', () =>
    prepareInteractions(decodeInteractionParts(total.parts), configuration),
  );
  const { users, items, interactions } = prepared;
  const parts = await timed('split', () => discoverSplit(users, items, interactions, evaluationSplit));
  await timed('fit to measure', () => trainToEnd(inputOf(prepared, parts.train), configuration, silent, 'evaluating'));
  await timed('measure', () => measureDiscovery(prepared, parts, configuration, silent));
  const trained = await timed('fit', () => trainToEnd(prepared, configuration, silent, 'training'));
  const { provenance, metrics } = await currentRecord(context, key);
  await timed('encode', () => {
    const published = publishedVersion(prepared, configuration, trained);
    embeddingsDigest(published.embeddings);
    return encodeModel(published, provenance, metrics);
  });
  return spent as Record<TrainingStep, number>;
}

async function currentRecord({ tree }: Context, key: string) {
  const version = found((await readModel(tree, key))?.current.version, 'a version');
  return found(await tree.read(paths.version(key, version)), 'its record');
}

/** The requests and bytes of one more retraining. */
async function trafficOf(
  { context, tree }: ReturnType<typeof simulateProject>,
  key: string,
  row: number,
): Promise<Pick<TrainingWork, 'trips' | 'bytesRead' | 'bytesWritten'>> {
  const traffic = new Traffic();
  const counted = countedTrips(watched(tree, traffic));
  const slow = { ...context, tree: typed(counted.tree) };
  traffic.begin();
  await markAndRecount(slow, row);
  const before = { ...counted.trips };
  await retrain(slow, key);
  const { read, written } = traffic.end();
  const { requests, inTurn } = counted.trips;
  const training = { requests: requests - before.requests, inTurn: inTurn - before.inTurn };
  return { trips: { all: counted.trips, training }, bytesRead: read, bytesWritten: written };
}

/** Milliseconds of this process's CPU time: what others do on the machine matters little to it. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
