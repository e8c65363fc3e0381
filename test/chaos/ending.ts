import { deepStrictEqual } from 'node:assert/strict';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { ModelRecord } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { VersionRecord } from '@segue/core/contract/stored/version';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { isNumberKey } from '@segue/core/contract/stored/shapes';
import { increment } from '@segue/core/contract/stored/updates';
import { versionDigest } from '@segue/functions/pipeline/training/version-digest';
import { readHead } from '@segue/functions/pipeline/counting/totals';
import { modelBasis, profileBasis } from '@segue/functions/pipeline/counting/derivations';
import type { MemoryTree } from '../support/memory-tree.js';
import { typed } from '../support/typed-tree.js';
import { learnedOf } from '../support/learned.js';
import { simulateProject } from '../support/simulated-project.js';

/** What a model has learned, without when and by whom. */
interface Learned {
  model: unknown;
  data: unknown;
  configuration: unknown;
}

/** What derives only from rows and configurations. */
interface Derived {
  profile: unknown;
  learned: Record<string, Learned | undefined>;
}

const cleanEndings = new Map<string, Promise<Derived>>();

type Whole = Record<string, Record<string, unknown>>;

/**
 * Compares a project at rest with a single clean recount and training of its final rows and configurations.
 * @param day A model may wait because its budget is spent only if this is `today`.
 * @throws what differs
 */
export async function checkEnding(tree: MemoryTree, day: 'today' | 'tomorrow'): Promise<void> {
  const whole = (tree.snapshot() ?? {}) as Whole;
  if (!whole['datasets']) return;
  checkRequests(whole);
  await checkRows(tree);
  const models = (whole['models'] ?? {}) as unknown as Record<string, ModelRecord>;
  const clean = await cleanEnding(tree, models);
  const found = await derivedOf(tree, models);
  deepStrictEqual(found.profile, clean.profile, 'The profile is not the one of the rows');
  for (const [key, model] of Object.entries(models)) {
    if (model.current.pinned) continue;
    const phase = await tree.read(`${paths.progress(key).path}/phase`);
    if (phase === 'cancelled') {
      await checkCancelled(tree, key, model);
      continue;
    }
    const isSpent = (await tree.read(`${paths.training(key).path}/budget/spent`)) === true;
    if (phase === 'failed' && isSpent && day === 'today') continue;
    const failed = clean.learned[key] === undefined;
    deepStrictEqual(phase === 'failed', failed, `The model ${model.id} cannot be trained, or can`);
    if (failed) continue;
    deepStrictEqual(found.learned[key], clean.learned[key], `The model ${model.id} is not the one of the rows`);
  }
}

/** A model may lack the version for its rows only if the training of that very version was cancelled. */
async function checkCancelled(tree: MemoryTree, key: string, model: ModelRecord): Promise<void> {
  const { rowsVersion } = (await tree.read(paths.dataset('d').path)) as DatasetRecord;
  const total = await readHead(typed(tree), paths.modelTotal(key, modelBasis(rowsVersion, model.configuration)));
  const stopped = await tree.read(`${paths.training(key).path}/stopped/version`);
  deepStrictEqual(stopped, total && versionDigest(total, model), `The model ${model.id} was cancelled for other rows`);
}

/**
 * Checks that nothing that was deleted or replaced remains after a sweep.
 * @throws what remains
 */
export async function checkRemains(tree: MemoryTree): Promise<void> {
  const whole = (tree.snapshot() ?? {}) as Whole;
  if (!whole['datasets']) {
    deepStrictEqual({ ...whole, settings: undefined }, { settings: undefined }, 'Something of the data set remains');
    return;
  }
  const { rowsVersion } = (await tree.read(paths.dataset('d').path)) as DatasetRecord;
  deepStrictEqual(await tree.keys(paths.allRows('d').path), [String(rowsVersion)], 'Rows versions are left over');
  for (const all of [paths.allColumns, paths.allChanges, paths.allHoles]) {
    const others = (await tree.keys(all('d').path)).filter((version) => version !== String(rowsVersion));
    deepStrictEqual(others, [], `Rows versions are left over in ${all('d').path}`);
  }
  deepStrictEqual(whole['uploads'], undefined, 'An upload is left over');
  checkModels(whole, Object.keys(whole['models'] ?? {}));
  checkVersions(whole);
}

/** Checks that exactly the versions that each model keeps exist. */
function checkVersions(whole: Whole): void {
  for (const [key, { current }] of Object.entries((whole['models'] ?? {}) as unknown as Record<string, ModelRecord>)) {
    const kept = (current.kept ?? []).map(({ version }) => version).sort();
    deepStrictEqual(
      Object.keys(whole['versions']?.[key] ?? {}).sort(),
      kept,
      `${key} has other versions than it keeps`,
    );
    const untitled = Object.keys(whole['titles']?.[key] ?? {}).filter((version) => !kept.includes(version));
    deepStrictEqual(untitled, [], `${key} has titles of versions that it does not keep`);
    const unkept = Object.keys(whole['leftOut']?.[key] ?? {}).filter((version) => !kept.includes(version));
    deepStrictEqual(unkept, [], `${key} has left-out items of versions that it does not keep`);
  }
}

/** Checks that every request has been handled and that no lease is held. */
function checkRequests(whole: Whole): void {
  if (JSON.stringify(whole).includes('"lease"')) throw new Error('A lease is still held');
  for (const root of ['recounts', 'training']) {
    for (const [key, node] of Object.entries(whole[root] ?? {})) {
      const { requested = 0, state } = node as { requested?: number; state?: { handled: number } };
      if (requested > (state?.handled ?? 0)) throw new Error(`${root}/${key} was asked for and not handled`);
    }
  }
}

/** Blocks beyond this one do not belong to the data set's rows. */
const farthestBlock = 1000;

/** Checks that the record's count equals the number of existing rows. */
async function checkRows(tree: MemoryTree): Promise<void> {
  const record = (await tree.read(paths.dataset('d').path)) as DatasetRecord;
  let rows = 0;
  for (const block of (await tree.keys(paths.rows('d', record.rowsVersion).path)).filter(isNumberKey)) {
    if (Number(block) > farthestBlock) continue;
    rows += (await tree.keys(paths.block('d', record.rowsVersion, block).path)).length;
  }
  deepStrictEqual(record.rowCount, rows, 'The record counts other rows than there are');
}

/** Checks that nothing of deleted models remains, and that each model has sums of only one basis. */
function checkModels(whole: Whole, keys: string[]): void {
  const { summaries, totals } = whole as Record<string, Record<string, Record<string, object>>>;
  for (const node of [
    whole['versions'],
    whole['titles'],
    whole['leftOut'],
    whole['training'],
    whole['progress'],
    summaries?.['models'],
    totals?.['models'],
  ]) {
    for (const key of Object.keys(node ?? {}))
      if (!keys.includes(key)) throw new Error(`The model ${key} left something`);
  }
  for (const node of [summaries?.['models'], totals?.['models'], summaries?.['profiles'], totals?.['profiles']]) {
    for (const [key, bases] of Object.entries(node ?? {})) {
      if (Object.keys(bases).length > 1) throw new Error(`${key} has sums of an old basis`);
    }
  }
  const claims = Object.values((whole['modelKeys'] ?? {}) as Record<string, Record<string, string>>);
  const ids = claims.flatMap((keys) => Object.values(keys)).sort();
  deepStrictEqual(ids, [...keys].sort(), 'Model ids and models differ');
}

/** Cached: thousands of schedules end in the same few hundred tables. */
function cleanEnding(tree: MemoryTree, models: Record<string, ModelRecord>): Promise<Derived> {
  const kept = Object.fromEntries(['datasets', 'columns', 'rows'].map((root) => [root, tree.peek(root)]));
  const bare = Object.fromEntries(Object.entries(models).map(([key, model]) => [key, atRest(model)]));
  const { updatedAt: _when, ...record } = tree.peek(paths.dataset('d').path) as DatasetRecord;
  const name = JSON.stringify([
    kept['rows'],
    kept['columns'],
    record,
    Object.entries(bare).map(([key, { configuration }]) => [key, configuration]),
  ]);
  let ending = cleanEndings.get(name);
  if (!ending) cleanEndings.set(name, (ending = trainCleanly({ ...kept, models: bare }, models)));
  return ending;
}

function atRest(model: ModelRecord): ModelRecord {
  const { revision } = model;
  return { ...model, current: { number: 0, fence: 0, revision, pinned: false } };
}

async function trainCleanly(root: unknown, models: Record<string, ModelRecord>): Promise<Derived> {
  const project = simulateProject();
  const { tree, context } = project;
  for (const [key, value] of Object.entries(root as object)) await tree.write({ [key]: value as unknown });
  project.loseEvents();
  const { rowsVersion } = (await tree.read(paths.dataset('d').path)) as DatasetRecord;
  for (const block of await tree.keys(paths.rows('d', rowsVersion).path)) {
    await tree.write({ [paths.changes('d', rowsVersion).child(block).path]: increment(1) });
  }
  await tree.write({ [`${paths.recount('d').path}/requested`]: increment(1) });
  await recount(context, 'd');
  await project.settle();
  return await derivedOf(tree, models);
}

async function derivedOf(tree: MemoryTree, models: Record<string, ModelRecord>): Promise<Derived> {
  const { rowsVersion } = (await tree.read(paths.dataset('d').path)) as DatasetRecord;
  const profile = await tree.read(`${paths.profileTotal('d', profileBasis('d', rowsVersion)).path}/parts`);
  const learned: Derived['learned'] = {};
  for (const key of Object.keys(models)) {
    const { version } = (await tree.read(paths.current(key).path)) as ModelRecord['current'];
    if (version === undefined) continue;
    const stored = (await tree.read(paths.version(key, version).path)) as VersionRecord;
    const { data, configuration } = stored.provenance;
    learned[key] = { model: learnedOf(stored), data, configuration };
  }
  return { profile, learned };
}
