import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CurrentVersion, ModelConfiguration, ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { set } from '@segue/core/contract/stored/updates';
import { prepareInteractions } from '@segue/core/versions/prepare-interactions';
import { decodeInteractionParts } from '@segue/core/tables/sums/interactions';
import { decodeModel } from '@segue/core/contract/published-model';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { describeModel } from '@segue/functions/pipeline/models/describe-model';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { appendRows, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { replaceRows } from '@segue/functions/pipeline/rows/ingest';
import { loadTraining, type LoadedTraining } from '@segue/functions/pipeline/training/load-training';
import { measureChanceAnew } from '@segue/functions/pipeline/training/measure-chance-anew';
import { storeChance } from '@segue/functions/pipeline/training/publish';
import { TrainingReporter } from '@segue/functions/pipeline/training/training-reporter';
import { musicCsv } from '../support/music.js';
import { trainMusic, type TrainedMusic } from '../support/trained-music.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };
const lightFm = { loss: 'warp', epochs: 3, noComponents: 4 } as const;
/** A share that no measurement gives, so that a new one is seen. */
const old = 0.123;

let music: TrainedMusic;
let key: string;

beforeAll(async () => {
  music = await trainMusic();
  key = (await findModel(typed(music.project.tree), music.dataset))!.key;
});

async function current(): Promise<CurrentVersion> {
  return (await music.project.tree.read(paths.current(key).path)) as CurrentVersion;
}

/** Trains with LightFM and replaces the share that was measured with one that no measurement gives. */
async function trainedBefore(changes: Partial<ModelConfiguration> = {}): Promise<CurrentVersion> {
  await music.trained({ ...lightFm, ...changes });
  await music.project.context.tree.write(set(paths.current(key).chance.overlap, old));
  return await current();
}

describe('the chance of a model by LightFM', () => {
  it('is measured after its first version, and shown', async () => {
    const { provenance } = await music.trained(lightFm);
    const { chance } = await current();
    const { interactions, rowsVersion } = provenance;
    expect(chance).toEqual({ overlap: expect.any(Number), places: 10, users: 6, interactions, rowsVersion });
    expect(chance!.overlap).toBeGreaterThan(0);
    expect(chance!.overlap).toBeLessThan(1);
    const found = (await findModel(typed(music.project.tree), music.dataset))!;
    expect(await describeModel(music.project.context, found)).toMatchObject({ chance, state: 'ready' });
  });

  it('is that of the method, where one is named', async () => {
    await music.trained({ ...lightFm, model: 'names' });
    expect((await current()).chance).toMatchObject({ method: 'names', users: 6 });
  });

  it('is kept over an edit', async () => {
    const before = await trainedBefore();
    await editRow(music.project.context, owner, music.dataset, 3, { popularity: '99' });
    await music.project.settle();
    const after = await current();
    expect(after.number).toBe(before.number + 1);
    expect(after.chance).toEqual(before.chance);
  });

  it('is measured again when more than 5 % of the pairs have come', async () => {
    const before = await trainedBefore({ noComponents: 5 });
    const more = Array.from({ length: 6 }, (_, at) => ({ genre: 'Soul', artist_name: `New ${at}`, popularity: '5' }));
    await appendRows(music.project.context, owner, music.dataset, more);
    await music.project.settle();
    const { chance } = await current();
    expect(chance!.interactions).toBe(before.chance!.interactions + 6);
    expect(chance!.overlap).not.toBe(old);
  });

  it('is measured again on another file', async () => {
    const before = await trainedBefore({ noComponents: 6 });
    const file = new TextEncoder().encode(musicCsv(2));
    await replaceRows(music.project.context, owner, music.dataset, { fileName: 'music.csv' }, file);
    await music.project.settle();
    const { chance } = await current();
    expect(chance!.rowsVersion).toBe(before.chance!.rowsVersion + 1);
    expect(chance!.overlap).not.toBe(old);
  });

  it('is dropped with the configuration, and measured again for the next', async () => {
    await trainedBefore({ noComponents: 7 });
    const { configuration } = (await music.project.tree.read(paths.model(key).path)) as ModelRecord;
    await defineModel(music.project.context, owner.uid, music.dataset, { ...configuration, noComponents: 8 });
    expect(await current()).not.toHaveProperty('chance');
    await music.project.settle();
    expect((await current()).chance!.overlap).not.toBe(old);
  });

  it('is measured again where it is that of another method', async () => {
    await trainedBefore();
    await music.project.context.tree.write(set(paths.current(key).chance.method, 'sound'));
    await editRow(music.project.context, owner, music.dataset, 3, { popularity: '98' });
    await music.project.settle();
    const { chance } = await current();
    expect(chance).not.toHaveProperty('method');
    expect(chance!.overlap).not.toBe(old);
  });

  it('is that of as many epochs as early stopping keeps', async () => {
    const options = { loss: 'bpr', noComponents: 4, learningRate: 0.3 } as const;
    const { provenance } = await music.trained({ ...options, epochs: 120, earlyStopping: 4 });
    const { chance } = await current();
    await music.trained({ ...options, epochs: provenance.epochs! });
    expect((await current()).chance).toEqual(chance);
  });

  it.each(['regression', 'softmax', 'ials', 'neighbours', 'popularity'] as const)(
    'is not measured for %s',
    async (model) => {
      await music.trained({ ...lightFm, model, ...(model === 'regression' && { itemFeatures: ['popularity'] }) });
      expect(await current()).not.toHaveProperty('chance');
    },
  );
});

describe('the measurement', () => {
  const requested = 5;
  let loaded: LoadedTraining;
  let fence: number;

  beforeAll(async () => {
    await music.trained(lightFm);
    const { context } = music.project;
    fence = (await current()).fence;
    loaded = (await loadTraining(context, key)) as LoadedTraining;
    await context.tree.write(set(paths.training(key).requested, requested));
  });

  /** Measures with a clock by which each epoch takes a second. */
  async function measure({
    handles = requested,
    signal,
    startedAt,
  }: { handles?: number; signal?: AbortSignal; startedAt?: number } = {}) {
    const { context } = music.project;
    await context.tree.write({ [paths.current(key).chance.path]: null });
    let now = loaded.startedAt;
    const ticking = { ...context, clock: { ...context.clock, now: () => (now += 1000) } };
    const held = { fence, requested: handles, keep: () => Promise.resolve() };
    const reporter = new TrainingReporter(ticking, { key, held, signal });
    await reporter.begin(loaded.model.revision);
    const { configuration } = loaded.model;
    const prepared = prepareInteractions(decodeInteractionParts(loaded.total!.parts), configuration);
    const { embeddings } = decodeModel(await music.version());
    const training = { ...loaded, fence, startedAt: startedAt ?? loaded.startedAt };
    await measureChanceAnew(ticking, training, { prepared, configuration, embeddings }, reporter);
    return (await current()).chance;
  }

  it('takes place while nothing newer is requested', async () => {
    expect(await measure()).toMatchObject({ places: 10, users: 6 });
  });

  it('gives way to a newer request', async () => {
    expect(await measure({ handles: requested - 1 })).toBeUndefined();
  });

  it('ends with an interruption', async () => {
    expect(await measure({ signal: AbortSignal.abort() })).toBeUndefined();
  });

  it('does not follow a training that took long', async () => {
    expect(await measure({ startedAt: loaded.startedAt - 90_000 })).toBeUndefined();
  });

  it('ends with a cancellation', async () => {
    const { tree } = music.project.context;
    await tree.write(set(paths.training(key).cancelled, fence));
    expect(await measure()).toBeUndefined();
    await tree.write({ [paths.training(key).cancelled.path]: null });
  });

  it('is stored under the fence and the revision that it was made under, and never lower ones', async () => {
    const { context } = music.project;
    const chance = (await measure())!;
    const { revision } = loaded.model;
    const other = { ...chance, overlap: old };
    await storeChance(context, { key, fence: fence - 1, revision, chance: other });
    await storeChance(context, { key, fence, revision: revision + 1, chance: other });
    expect((await current()).chance).toEqual(chance);
    await storeChance(context, { key, fence, revision, chance: other });
    expect((await current()).chance).toEqual(other);
  });
});
