import { beforeEach, describe, expect, it } from '@jest/globals';
import { paths } from '@segue/core/contract/stored/paths';
import { findModel } from '@segue/functions/pipeline/records/model-records';
import { createDataset } from '@segue/functions/pipeline/rows/ingest';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { TypedTree } from '@segue/functions/store/typed-tree';
import { musicCsv } from '../support/music.js';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };
const day = 24 * 3600 * 1000;

/** A record that a release after this one has stored in a form of its own. */
const newer = { format: 2, content: 'unknown to this release' };

describe('a sweep over a record that it cannot read', () => {
  let project: SimulatedProject;
  let dataset: string;
  let model: string;
  let logged: string[];

  beforeEach(async () => {
    project = simulateProject();
    dataset = await createDataset(
      project.context,
      owner,
      { fileName: 'm.csv', visibility: 'public' },
      new TextEncoder().encode(musicCsv()),
    );
    await project.settle();
    model = (await findModel(typed(project.tree), dataset))!.key;
    logged = [];
  });

  /** Runs sweeps, and what they ask for, a day later: whatever looks left behind has then been so for long. */
  async function sweepDaily(): Promise<void> {
    const log = { info: () => undefined, error: (_: string, details: unknown) => logged.push(JSON.stringify(details)) };
    const context = { ...project.context, tree: new TypedTree(project.tree, log), log };
    for (let round = 0; round < 2; round++) {
      project.wait(day);
      await sweep(context);
    }
  }

  /** All that lies in the tree, but for what every sweep notes. */
  function contents(): object {
    const { settings: _, ...rest } = (project.tree.snapshot() ?? {}) as Record<string, unknown>;
    return rest;
  }

  it('removes what hangs on a data set or a model that is gone', async () => {
    await project.tree.write({ [paths.dataset(dataset).path]: null, [paths.model(model).path]: null });
    await sweepDaily();
    expect(contents()).toEqual({});
  });

  it('keeps all that hangs on a data set of a newer format', async () => {
    await project.tree.write({ [paths.dataset(dataset).path]: newer });
    const before = contents();
    await sweepDaily();
    expect(contents()).toEqual(before);
    expect(logged[0]).toContain(`/datasets/${dataset}/`);
  });

  it('keeps all that hangs on a model of a newer format', async () => {
    await project.tree.write({ [paths.model(model).path]: { ...newer, dataset } });
    const before = contents();
    await sweepDaily();
    expect(contents()).toEqual(before);
    expect(logged.some((line) => line.includes(`/models/${model}/`))).toBe(true);
  });

  it('keeps all that an upload of a newer format may be bringing', async () => {
    const rows = { 'rows/coming/1/0/0': ['a', 'b'], 'columns/coming/1/0': { name: 'a' } };
    await project.tree.write({ ...rows, 'uploads/u': newer, 'uploadParts/u/0': ['text'] });
    const before = contents();
    await sweepDaily();
    expect(contents()).toEqual(before);
    await project.tree.write({ 'uploads/u': null });
    await sweepDaily();
    expect(contents()).not.toHaveProperty('rows.coming');
    expect(contents()).not.toHaveProperty('uploadParts');
  });

  it('goes on with the data sets and models that it can read', async () => {
    await project.tree.write({
      'datasets/other': newer,
      'rows/other/1/0/0': ['a'],
      'rows/gone/1/0/0': ['a'],
      'history/gone/x': { kind: 'append', at: 1, by: 'Lea', rows: 1 },
      [`${paths.recount(dataset).path}/requested`]: 99,
    });
    await sweepDaily();
    expect(contents()).toHaveProperty('rows.other');
    expect(contents()).not.toHaveProperty('rows.gone');
    expect(contents()).not.toHaveProperty('history.gone');
    expect(await project.tree.read(`${paths.recount(dataset).path}/requested`)).toBeGreaterThan(99);
  });
});
