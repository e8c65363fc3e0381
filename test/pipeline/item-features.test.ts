import { describe, expect, it } from '@jest/globals';
import type { ModelConfiguration, TrainingProgress } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import { modelDefinition, toConfiguration } from '@segue/core/contract/api/model-definition';
import { defineModel } from '@segue/functions/pipeline/models/configure-model';
import { appendRows, deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { readRows } from '@segue/functions/pipeline/rows/read-rows';
import { withColumns } from '@segue/functions/pipeline/records/dataset-records';
import { modelBasis } from '@segue/functions/pipeline/counting/derivations';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { currentVersion, simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };
const header = 'listener,song,energy,tempo,mood';

/** Listeners of two tastes; songs of a taste are alike in energy. Some cells say nothing. */
const csv = [
  header,
  ...Array.from({ length: 240 }, (_, row) => {
    const [listener, song] = [row % 10, (row * 7) % 20];
    if (listener % 2 !== song % 2) return `u${listener},s${(song + 1) % 20},${song % 2},n/a,calm`;
    return `u${listener},s${song},0.${(song % 2) * 6 + (row % 3)}1,${90 + ((row * 13) % 40)}.5,calm`;
  }),
].join('\n');

interface Described {
  project: SimulatedProject;
  dataset: string;
  key: string;
}

async function describedBy(
  itemFeatures: string[] | undefined,
  file = csv,
  more: Partial<ModelConfiguration> = {},
): Promise<Described> {
  const project = simulateProject();
  const bytes = new TextEncoder().encode(file);
  const dataset = await createDataset(project.context, owner, { fileName: 'songs.csv', visibility: 'public' }, bytes);
  const body = { dataset, user: 'listener', item: 'song', epochs: 4, ...(itemFeatures && { itemFeatures }), ...more };
  const configuration = toConfiguration(modelDefinition.parse(body));
  const { key } = await defineModel(project.context, owner.uid, 'songs', configuration);
  await project.settle();
  return { project, dataset, key };
}

async function version({ project, key }: Described): Promise<VersionRecord> {
  return (await currentVersion(project.tree, key)) as VersionRecord;
}

async function learned(state: Described): Promise<unknown> {
  const { provenance, ...rest } = await version(state);
  return { ...rest, data: provenance.data, embeddings: provenance.embeddings };
}

async function rowsAsCsv({ project, dataset }: Described): Promise<string> {
  const record = (await project.tree.read(paths.dataset(dataset).path)) as DatasetRecord;
  const ready = await withColumns(typed(project.tree), dataset, record);
  const { rows } = await readRows(typed(project.tree), ready, { start: 0, count: 1000 });
  return [header, ...rows.map(({ values }) => values.join(','))].join('\n');
}

describe('itemFeatures of a configuration', () => {
  it('train another model, in which alike songs are nearer', async () => {
    const plain = await version(await describedBy(undefined));
    const hybrid = await version(await describedBy(['energy', 'tempo']));
    expect(hybrid.provenance.configuration.itemFeatures).toEqual(['energy', 'tempo']);
    expect(hybrid.provenance.embeddings).not.toBe(plain.provenance.embeddings);
    expect(hybrid.itemEmbeddings.join('')).toHaveLength(plain.itemEmbeddings.join('').length);
    expect(hybrid.metrics!.auc).not.toBe(plain.metrics!.auc);
  });

  it('give, after edits, what a clean training on the final rows gives', async () => {
    const state = await describedBy(['energy', 'tempo']);
    const { context } = state.project;
    await editRow(context, owner, state.dataset, 3, { energy: '1.25', tempo: 'none' });
    await state.project.settle();
    await appendRows(context, owner, state.dataset, [
      { listener: 'u1', song: 's40', energy: 0.3, tempo: 77, mood: 'new' },
      { listener: 'u2', song: 's3', energy: -1e-7, tempo: '', mood: 'new' },
    ]);
    await deleteRow(context, owner, state.dataset, 8);
    await state.project.settle();
    await editRow(context, owner, state.dataset, 20, { song: 's5' });
    await state.project.settle();
    expect(await learned(state)).toEqual(await learned(await describedBy(['energy', 'tempo'], await rowsAsCsv(state))));
  });

  it('retrain after a change of a described number, only if a model uses it', async () => {
    const hybrid = await describedBy(['energy']);
    const plain = await describedBy(undefined);
    const before = await Promise.all([version(hybrid), version(plain)]);
    for (const { project, dataset } of [hybrid, plain]) {
      await editRow(project.context, owner, dataset, 3, { energy: 7 });
      await project.settle();
    }
    expect((await version(hybrid)).provenance.embeddings).not.toBe(before[0].provenance.embeddings);
    expect((await version(plain)).provenance).toEqual(before[1].provenance);
  });

  it('take part in the basis', () => {
    const basis = (more: Partial<ModelConfiguration>) =>
      modelBasis(1, {
        ...toConfiguration(modelDefinition.parse({ dataset: 'd', user: 'u', item: 'i' })),
        ...more,
      });
    expect(
      toConfiguration(modelDefinition.parse({ dataset: 'd', user: 'u', item: 'i', item_features: [], merges: [] })),
    ).toEqual(toConfiguration(modelDefinition.parse({ dataset: 'd', user: 'u', item: 'i' })));
    const bases = [{}, { itemFeatures: ['a'] }, { itemFeatures: ['b'] }, { userLists: true as const }];
    expect(new Set(bases.map(basis)).size).toBe(bases.length);
  });

  it('follow a song into the spelling it counts as', async () => {
    const state = await describedBy(['energy']);
    const { configuration } = (await version(state)).provenance;
    const merges = [{ side: 'item' as const, from: 's1', into: 's3' }];
    await defineModel(state.project.context, owner.uid, 'songs', { ...configuration, merges });
    await state.project.settle();
    const renamed = csv.replaceAll(',s1,', ',s3,');
    const clean = await version(await describedBy(['energy'], renamed));
    expect((await version(state)).provenance.embeddings).toBe(clean.provenance.embeddings);
  });

  it('follow the songs of a listener into the spelling that counts', async () => {
    const state = await describedBy(['energy']);
    const { configuration } = (await version(state)).provenance;
    const merges = [{ side: 'user' as const, from: 'u1', into: 'u3' }];
    await defineModel(state.project.context, owner.uid, 'songs', { ...configuration, merges });
    await state.project.settle();
    const clean = await version(await describedBy(['energy'], csv.replaceAll('\nu1,', '\nu3,')));
    expect((await version(state)).provenance.embeddings).toBe(clean.provenance.embeddings);
  });

  it('must be columns there are, neither user nor item, with numbers in them', async () => {
    await expect(describedBy(['energie'])).rejects.toMatchObject({ code: 'unknown-column' });
    await expect(describedBy(['song'])).rejects.toMatchObject({ code: 'invalid-parameters' });
    const { project, key } = await describedBy(['energy', 'mood']);
    const progress = (await project.tree.read(paths.progress(key).path)) as TrainingProgress;
    expect(progress).toMatchObject({ phase: 'failed', message: expect.stringContaining('mood has no numbers') });
  });
});

describe('userLists of a configuration', () => {
  const listed = csv.replaceAll(
    /\nu(\d),/g,
    (_, digit: string) => `\n"['u${digit}', 'u${(Number(digit) + 2) % 10}']",`,
  );
  const state = () => describedBy(['energy'], listed, { userLists: true });

  it('trains a user for each part of the lists', async () => {
    const split = await version(await state());
    const whole = await version(await describedBy(['energy'], listed));
    expect(split.provenance).toMatchObject({ users: 10, rows: 480, configuration: { userLists: true } });
    expect(whole.provenance).toMatchObject({ users: 10, rows: 240 });
    expect(JSON.parse(split.users.join(''))).toEqual(Array.from({ length: 10 }, (_, digit) => `u${digit}`));
  });

  it('gives, after edits, what a clean training on the final rows gives', async () => {
    const edited = await state();
    const { context } = edited.project;
    await editRow(context, owner, edited.dataset, 3, { listener: 'u1; u5; u9', energy: '1.25' });
    await edited.project.settle();
    await appendRows(context, owner, edited.dataset, [
      { listener: '["u2","u11"]', song: 's40', energy: 0.3, tempo: 77, mood: 'new' },
      { listener: '[]', song: 's3', energy: 5, tempo: '', mood: 'new' },
    ]);
    await deleteRow(context, owner, edited.dataset, 8);
    await edited.project.settle();
    const rows = (await rowsAsCsv(edited)).replaceAll(
      /^(\[.*?\]),/gm,
      (_, list: string) => `"${list.replaceAll('"', '""')}",`,
    );
    expect(await learned(edited)).toEqual(await learned(await describedBy(['energy'], rows, { userLists: true })));
  });
});

describe('itemTags and userTags of a configuration', () => {
  const tags = { itemTags: ['mood'], userTags: ['age'] };
  const rows = csv.split('\n').slice(1).map((line, at) => {
    const [listener, song = '', energy, tempo] = line.split(',');
    return [listener, song, energy, tempo, Number(song.slice(1)) % 3 === 0 ? 'calm|slow' : 'calm', at % 2 === 0 ? 'young' : ''];
  }); // prettier-ignore
  const tagged = (more: string[][] = []) =>
    ['listener,song,energy,tempo,mood,age', ...[...rows, ...more].map((row) => row.join(','))].join('\n');
  const lone = [
    ['', 's90', '0.5', '99', 'slow', ''],
    ['u3', '', '', '', '', 'old'],
  ];

  it('give, after edits of tags and of rows that only describe, what a clean training gives', async () => {
    const state = await describedBy(['energy'], tagged(), tags);
    const { context } = state.project;
    await appendRows(context, owner, state.dataset, [
      { listener: '', song: 's90', energy: 7, tempo: 1, mood: 'slow', age: '' },
      { listener: 'u3', song: '', energy: '', tempo: '', mood: '', age: 'young' },
    ]);
    await state.project.settle();
    expect((await version(state)).provenance.coldItems).toBe(1);
    await editRow(context, owner, state.dataset, 240, { energy: '0.5', tempo: '99' });
    await editRow(context, owner, state.dataset, 241, { age: 'old' });
    await editRow(context, owner, state.dataset, 5, { mood: 'loud' });
    await state.project.settle();
    await editRow(context, owner, state.dataset, 5, { mood: rows[5]![4]! });
    await state.project.settle();
    expect(await learned(state)).toEqual(await learned(await describedBy(['energy'], tagged(lone), tags)));
  });

  it('take part in the basis, each on its own', () => {
    const bases = [{}, { itemTags: ['a'] }, { userTags: ['a'] }, { itemTags: ['a', 'b'] }].map((more) =>
      modelBasis(1, { ...toConfiguration(modelDefinition.parse({ dataset: 'd', user: 'u', item: 'i' })), ...more }),
    );
    expect(new Set(bases).size).toBe(bases.length);
  });

  it('must be columns there are, neither user nor item', async () => {
    await expect(describedBy(undefined, csv, { itemTags: ['moods'] })).rejects.toMatchObject({
      code: 'unknown-column',
    });
    for (const wrong of [{ itemTags: ['song'] }, { userTags: ['listener'] }, { userTags: ['song'] }]) {
      await expect(describedBy(undefined, csv, wrong)).rejects.toMatchObject({ code: 'invalid-parameters' });
    }
  });
});
