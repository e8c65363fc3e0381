import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { modelView } from '@segue/core/contract/api/models';
import { modelDefinition, openColumns, toConfiguration } from '@segue/core/contract/api/model-definition';
import { differences, recompute } from '@segue/core/versions/recompute';
import { recommendForUser } from '@segue/functions/pipeline/answers/answer';
import { loadModel } from '@segue/functions/pipeline/answers/load-model';
import { readCountedProfile } from '@segue/functions/pipeline/counting/read-profile';
import { describeModel } from '@segue/functions/pipeline/models/describe-model';
import { defineModel, requestTraining } from '@segue/functions/pipeline/models/configure-model';
import { readableModel } from '@segue/functions/pipeline/records/model-records';
import { withColumns } from '@segue/functions/pipeline/records/dataset-records';
import { appendRows, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { readRows } from '@segue/functions/pipeline/rows/read-rows';
import { WorkerRandom } from '@segue/core/model/random';
import { sha256 } from '@segue/functions/pipeline/records/digests';
import { currentVersion, simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };
const genres = ['Ska', 'Dub', 'Rock', 'Folk', 'Soul'];
const header = 'id,style,band,energy,tempo,weight_of_sound,year';

/** Tracks of bands; a band's numbers say which styles suit it, and it has tracks in about two of them. */
function table(bands: number, seed: number): string[] {
  const random = new WorkerRandom(seed);
  const next = () => (random.next() >>> 7) / 16777216;
  const rows: string[] = [];
  for (let band = 0; band < bands; band++) {
    const numbers = [next(), next(), next()];
    genres.forEach((genre, g) => {
      const fits = numbers[g % 3]! > 0.6 ? 0.8 : 0.06;
      if (next() > fits) return;
      const cells = numbers.map((value) => (value + next() / 20).toFixed(3));
      rows.push([rows.length, genre, `band ${band}`, ...cells, 1990 + (band % 30)].join(','));
    });
  }
  return rows;
}

const rows = table(220, 5);

interface Auto {
  project: SimulatedProject;
  dataset: string;
  key: string;
}

async function define(body: Record<string, unknown> = {}, file = rows, { waits = true } = {}): Promise<Auto> {
  const project = simulateProject();
  const bytes = new TextEncoder().encode([header, ...file].join('\n'));
  const dataset = await createDataset(project.context, owner, { fileName: 'bands.csv', visibility: 'public' }, bytes);
  if (waits) await project.settle();
  const asked = modelDefinition.parse({ dataset, user: 'style', item: 'band', model: 'auto', ...body });
  const { key } = await defineModel(project.context, owner.uid, 'bands', toConfiguration(asked), {
    proposals: {
      open: openColumns(asked),
      readProfile: (id) => readCountedProfile(project.context.tree, id),
    },
  });
  await project.settle();
  return { project, dataset, key };
}

async function version({ project, key }: Auto): Promise<VersionRecord> {
  return (await currentVersion(project.tree, key)) as VersionRecord;
}

async function model({ project, key }: Auto): Promise<ModelRecord> {
  return (await project.tree.read(paths.model(key).path)) as ModelRecord;
}

describe('a model that chooses itself', () => {
  let auto: Auto;
  beforeAll(async () => {
    auto = await define();
  });

  it('takes the numbers that describe items, chooses, and says how', async () => {
    const { configuration, current } = await model(auto);
    expect(configuration).toMatchObject({ model: 'auto', itemFeatures: ['energy', 'tempo', 'weight_of_sound'] });
    expect(current.choice).toMatchObject({ recipe: { method: 'regression', regularisation: 10 }, why: 'compared' });
    expect(current.choice!.candidates!.map(({ method }) => method)).toEqual(['regression', 'softmax', 'popularity']);
    const view = await describeModel(
      auto.project.context,
      await readableModel(typed(auto.project.tree), 'bands', owner.uid),
    );
    expect(view.choice).toEqual(current.choice);
    expect(view.trainedWith).toMatchObject({ model: 'regression', regularisation: 10 });
    expect([view.kernel, view.epochs]).toEqual([null, null]);
  });

  it('is measured on pairs to discover, beside chance, popularity and the standard model', async () => {
    const { metrics } = await version(auto);
    expect(metrics).toMatchObject({ split: 'discover', k: 10, users: genres.length });
    expect(metrics!.baselines.random.auc).toBeCloseTo(0.5, 6);
    expect(metrics!.ndcg).toBeGreaterThan(metrics!.baselines.popularity.ndcg);
    expect(metrics!.ndcg).toBeGreaterThan(metrics!.baselines.standard!.ndcg);
    expect(metrics!.interval!.low).toBeLessThanOrEqual(metrics!.precision);
    expect(metrics!.interval!.high).toBeGreaterThanOrEqual(metrics!.precision);
  });

  it('is measured apart on any pair, and on bands that nobody else has', async () => {
    const { metrics, provenance } = await version(auto);
    const { hash, cold, on } = metrics!.apart!;
    expect(hash.heldOut).toBeGreaterThan(cold!.heldOut);
    expect(cold!.heldOut).toBeGreaterThan(0);
    // Their numbers tell what popularity does not know.
    for (const { test, popularity } of [hash, cold!]) expect(test.auc).toBeGreaterThan(popularity.auc);
    expect(provenance).toMatchObject(on);
    expect((await model(auto)).current.choice!.apart).toEqual(metrics!.apart);
    const view = await describeModel(
      auto.project.context,
      await readableModel(typed(auto.project.tree), 'bands', owner.uid),
    );
    expect(modelView.parse(view).metrics!.apart).toEqual(metrics!.apart);
    expect(modelView.parse(view).choice!.apart).toEqual(metrics!.apart);
  });

  it('says why it recommends an item, from the columns that it used', async () => {
    const { provenance } = await version(auto);
    expect(provenance.described).toEqual(['energy', 'tempo', 'weight_of_sound']);
    const loaded = await loadModel(typed(auto.project.tree), 'bands', owner.uid);
    const question = { user: 'Ska', known: 'exclude', fallback: 'none', count: 5 } as const;
    const { items } = recommendForUser(loaded, { ...question, why: true });
    for (const { why, reasons } of items) {
      expect(why).toMatch(/^(high|low|also in|described like) /);
      expect(reasons!.length).toBeGreaterThan(0);
      for (const { kind, name } of reasons!) if (kind === 'column') expect(provenance.described).toContain(name);
    }
    const plain = items.map(({ why: _, reasons: __, ...item }) => item);
    expect(recommendForUser(loaded, question).items).toEqual(plain);
  });

  it('gives versions that anyone can recompute from the rows', async () => {
    const { provenance } = await version(auto);
    const tree = typed(auto.project.tree);
    const record = (await auto.project.tree.read(paths.dataset(auto.dataset).path)) as DatasetRecord;
    const ready = await withColumns(tree, auto.dataset, record);
    const read = (start: number, count: number) => readRows(tree, ready, { start, count });
    const recomputed = await recompute(provenance.configuration, { readRows: read, sha256 });
    expect(differences(recomputed, provenance)).toEqual([]);
  });

  it('keeps its choice over an edit', async () => {
    const before = await model(auto);
    await editRow(auto.project.context, owner, auto.dataset, 3, { energy: '0.5' });
    await auto.project.settle();
    const after = await model(auto);
    expect(after.current.number).toBe(before.current.number + 1);
    expect(after.current.choice).toEqual(before.current.choice);
  });

  it('keeps what was measured when it chose, and says on which data that was', async () => {
    const { current } = await model(auto);
    const [edited, first] = current.kept!;
    expect(first!.metrics!.baselines).not.toHaveProperty('standardOn');
    expect(edited!.metrics!.baselines.standard).toEqual(first!.metrics!.baselines.standard);
    const { figures, on } = current.choice!.standard!;
    expect(edited!.metrics!.baselines).toMatchObject({ standard: figures, standardOn: on });
    expect(first!.metrics!.baselines.standard).toEqual(figures);
    const provenance = `${paths.version(auto.key, first!.version).path}/provenance`;
    expect(await auto.project.tree.read(provenance)).toMatchObject(on);
    expect(edited!.metrics!.apart).toEqual(first!.metrics!.apart);
    expect(first!.metrics!.apart!.on).toEqual(on);
  });

  it('chooses again when more than 5 % of the pairs have come, after the version that shows them', async () => {
    const before = await model(auto);
    const more = table(60, 9).map((row) => Object.fromEntries(row.replaceAll('band ', 'new ').split(',').map((cell, c) => [header.split(',')[c]!, cell]))); // prettier-ignore
    await appendRows(auto.project.context, owner, auto.dataset, more);
    await auto.project.settle();
    const { current } = await model(auto);
    expect(current.choice!.interactions).toBeGreaterThan(1.05 * before.current.choice!.interactions);
    const { provenance } = await version(auto);
    expect(provenance.interactions).toBe(current.choice!.interactions);
    // What is kept with the choice is measured again with it.
    expect(current.choice!.standard!.on.data).toBe(provenance.data);
    expect(current.choice!.apart!.on.data).toBe(provenance.data);
  });

  it('chooses again on request, and for another configuration', async () => {
    await requestTraining(auto.project.context, owner.uid, 'bands');
    expect((await model(auto)).current.choice).toBeUndefined();
    await auto.project.settle();
    expect((await model(auto)).current.choice).toBeDefined();
    const progress = await typed(auto.project.tree).read(paths.progress(auto.key));
    expect(progress).toMatchObject({ phase: 'ready', cause: 'A training was requested.' });
    const { configuration } = await model(auto);
    await defineModel(auto.project.context, owner.uid, 'bands', { ...configuration, model: 'ials' });
    expect((await model(auto)).current.choice).toBeUndefined();
    await auto.project.settle();
    expect((await version(auto)).provenance.configuration.model).toBe('ials');
    expect((await version(auto)).metrics).toMatchObject({ split: 'discover' });
  });
});

describe('a named model', () => {
  it.each(['popularity', 'names', 'softmax', 'neighbours'])('%s is made as asked', async (name) => {
    const named = await define({ model: name, epochs: 3 });
    const { provenance, metrics } = await version(named);
    expect(provenance.configuration).toMatchObject({ model: name });
    expect(provenance.configuration).not.toHaveProperty('itemFeatures');
    expect(metrics).toMatchObject({ split: 'discover' });
    expect((await model(named)).current).not.toHaveProperty('choice');
  });

  it('is measured apart when it is made, not after each edit, and again for another configuration', async () => {
    const named = await define({ model: 'regression', regularisation: 10, itemFeatures: ['energy', 'tempo'] });
    const { metrics: first, provenance } = await version(named);
    expect(provenance).toMatchObject(first!.apart!.on);
    await editRow(named.project.context, owner, named.dataset, 3, { energy: '0.5' });
    await named.project.settle();
    const edited = await version(named);
    expect(edited.provenance.data).not.toBe(provenance.data);
    expect(edited.metrics!.apart).toEqual(first!.apart);
    const { configuration } = await model(named);
    await defineModel(named.project.context, owner.uid, 'bands', { ...configuration, regularisation: 100 });
    await named.project.settle();
    const changed = await version(named);
    expect(changed.provenance).toMatchObject(changed.metrics!.apart!.on);
    expect(changed.metrics!.apart!.hash.test).not.toEqual(first!.apart!.hash.test);
  });

  it('keeps as many epochs as help, where LightFM makes it and is asked to', async () => {
    const { provenance } = await version(await define({ model: 'names', epochs: 40, earlyStopping: 2 }));
    expect(provenance.epochs).toBeLessThan(40);
    expect(provenance.kernel).toEqual({ name: 'fast' });
  });

  it('says that the order by popularity is better, where it is', async () => {
    // Everybody takes what is popular, and nothing is learned.
    const random = new WorkerRandom(3);
    const file = Array.from({ length: 900 }, (_, at) => {
      const song = Math.floor(80 * ((random.next() >>> 7) / 16777216) ** 3);
      return `${at},u${at % 60},s${song},1,1,1,1`;
    });
    const unlearned = { model: 'names', epochs: 1, noComponents: 1, learningRate: 1e-6 };
    const { metrics } = await version(await define(unlearned, file));
    expect(metrics!.alarms).toMatchObject([{ kind: 'worse-than-popularity' }]);
    expect(metrics!.alarms![0]!.message).toMatch(/Use the model "popularity" until there is more data/);
    expect((await version(await define({ model: 'popularity' }, file))).metrics).not.toHaveProperty('alarms');
  });
});

describe('a model that is defined before its columns are counted', () => {
  it('waits for their profile, and is then the one that was asked for', async () => {
    const [early, late] = [await define({}, rows, { waits: false }), await define()];
    const [one, other] = [await version(early), await version(late)];
    expect(one.provenance.configuration.itemFeatures).toEqual(['energy', 'tempo', 'weight_of_sound']);
    expect(one.provenance.embeddings).toBe(other.provenance.embeddings);
    const model = (await early.project.tree.read(paths.model(early.key).path)) as ModelRecord;
    expect(model).not.toHaveProperty('open');
    expect(model.current).toMatchObject({ number: 1, revision: model.revision });
  });

  it('is filled in by the next training that waits for its sums, if the worker died', async () => {
    const state = await define({}, rows, { waits: false });
    const { project, key } = state;
    const filled = (await project.tree.read(paths.model(key).path)) as ModelRecord;
    const { itemFeatures: _, ...configuration } = filled.configuration;
    await project.tree.write({ [paths.model(key).path]: { ...filled, configuration, open: { itemFeatures: true } } });
    await requestTraining(project.context, owner.uid, 'bands');
    await project.settle();
    const model = (await project.tree.read(paths.model(key).path)) as ModelRecord;
    expect(model).not.toHaveProperty('open');
    expect(model.configuration).toEqual(filled.configuration);
  });

  it('keeps what was said, and leaves nothing open that was', async () => {
    const { project, key } = await define({ itemFeatures: [], userLists: false }, rows, { waits: false });
    const model = (await project.tree.read(paths.model(key).path)) as ModelRecord;
    expect(model.configuration).not.toHaveProperty('itemFeatures');
    expect(model).toMatchObject({ revision: 1 });
  });
});
