import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ModelConfiguration } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import { bump } from '@segue/core/contract/stored/updates';
import type { Provenance } from '@segue/core/contract/stored/version';
import { chooseVersion, defineModel } from '@segue/functions/pipeline/models/configure-model';
import { describeModel } from '@segue/functions/pipeline/models/describe-model';
import { appendRows, deleteRow, editRow } from '@segue/functions/pipeline/rows/edit-rows';
import { createDataset, replaceRows } from '@segue/functions/pipeline/rows/ingest';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { findModel, type KeyedModel } from '@segue/functions/pipeline/records/model-records';
import { musicCsv } from '../support/music.js';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';
import { typed } from '../support/typed-tree.js';

const owner = { uid: 'lea', name: 'Lea' };
const file = (rowsPerPair?: number) => new TextEncoder().encode(musicCsv(rowsPerPair));

let project: SimulatedProject;
let dataset: string;

beforeEach(async () => {
  project = simulateProject();
  dataset = await createDataset(project.context, owner, { fileName: 'music.csv', visibility: 'public' }, file());
  // Its methods and features are no matter here, and take longer.
  await configure(({ itemFeatures: _, ...configuration }) => ({ ...configuration, model: 'popularity' }));
});

describe('a version says what it was trained on more than the one before', () => {
  it('its first: the file', async () => {
    const fresh = simulateProject();
    const id = await createDataset(fresh.context, owner, { fileName: 'music.csv', visibility: 'public' }, file());
    await fresh.settle();
    const { key } = (await findModel(typed(fresh.tree), id))!;
    const progress = await typed(fresh.tree).read(paths.progress(key));
    expect(progress?.cause).toBe('Lea uploaded the file, 162 rows.');
  });

  it('an edit', async () => {
    await edit(5, { artist_name: 'R-artist 3' });
    expect(await cause()).toMatch(/^Lea changed artist_name in row 6 from .+ to R-artist 3\.$/);
  });

  it('several edits', async () => {
    await edit(5, { artist_name: 'R-artist 3' });
    await edit(6, { artist_name: 'R-artist 2' });
    expect(await cause()).toMatch(/^2 edits, the last: Lea changed artist_name in row 7 from .+ to R-artist 2\.$/);
  });

  it('appended rows', async () => {
    await append('R-artist 3');
    await append('R-artist 4');
    expect(await cause()).toBe('2 rows added in 2 steps, the last: Lea added one row.');
  });

  it('a deleted row', async () => {
    await deleteRow(project.context, owner, dataset, 3);
    expect(await cause()).toBe('Lea deleted row 4.');
  });

  it('a replaced file, and edits of its rows only', async () => {
    await edit(5, { artist_name: 'R-artist 3' });
    await replaceRows(project.context, owner, dataset, { fileName: 'more.csv' }, file(4));
    expect(await cause()).toBe('Lea replaced the file, 216 rows.');
    await edit(5, { artist_name: 'R-artist 3' });
    expect(await cause()).toMatch(/^Lea changed/);
    await replaceRows(project.context, owner, dataset, { fileName: 'less.csv' }, file(3));
    await edit(5, { artist_name: 'R-artist 3' });
    expect(await cause()).toMatch(/^Lea replaced the file, 162 rows\. Lea changed artist_name in row 6 /);
  });

  it('merged spellings', async () => {
    const merge = { side: 'item', from: 'R-artist 3', into: 'R-artist 4' } as const;
    await configure((configuration) => ({ ...configuration, merges: [merge] }));
    expect(await cause()).toBe('R-artist 3 now counts as R-artist 4.');
    const other = { ...merge, from: 'R-artist 5' };
    await configure((configuration) => ({ ...configuration, merges: [merge, other, { ...merge, from: 'x' }] }));
    expect(await cause()).toBe('Merges of spellings: 2 added.');
    await configure((configuration) => ({ ...configuration, merges: [merge, other] }));
    expect(await cause()).toBe('x no longer counts as R-artist 4.');
  });

  it('options, by name', async () => {
    await configure((configuration) => ({ ...configuration, randomState: 9, minimumRows: 2 }));
    expect(await cause()).toBe('New options: randomState and minimumRows.');
  });

  it('other columns, which are no change of rows', async () => {
    await configure((configuration) => ({ ...configuration, item: 'track_name', minimumRows: 1 }));
    expect(await cause()).toBe('New options: item and minimumRows.');
  });

  it('a write past our code, with its blocks', async () => {
    await project.tree.write({ [`${paths.row(dataset, 1, 0, 3).path}/1`]: 'R-artist 2' });
    expect(await cause()).toBe('A write from outside the app, in block 0.');
  });

  it('a write past our code that adds a block', async () => {
    await project.tree.write({ [paths.row(dataset, 1, 7, 0).path]: ['Jazz', 'R-artist 2', 'x', 3] });
    expect(await cause()).toBe('A write from outside the app, in block 7.');
  });

  it('the code', async () => {
    const { key, current } = await settled();
    await project.tree.write({ [paths.version(key, current.version!).provenance.codeVersion.path]: '1' });
    await append('R-artist 3');
    expect((await provenance()).causes?.map(({ kind }) => kind)).toEqual(['code', 'append']);
  });

  it('the release of a pin, and what was pinned away', async () => {
    await choose({ pinned: true });
    await append('R-artist 3');
    await settled();
    await choose({ pinned: false });
    expect(await cause()).toBe('The pin was released. Lea added one row.');
    await append('R-artist 3');
    expect(await cause()).toBe('Lea added one row.');
  });

  it('not the release of a pin after which nothing was trained', async () => {
    await choose({ pinned: true });
    await settled();
    await choose({ pinned: false });
    await settled();
    await append('R-artist 3');
    expect(await cause()).toBe('Lea added one row.');
  });

  it('after a rollback, what the version it went back to lacks', async () => {
    const { current } = await settled();
    await append('R-artist 3');
    await settled();
    await choose({ version: current.version! });
    const back = await settled();
    expect(back.current).toMatchObject({ number: current.number, rolledBackFrom: current.number + 1, pinned: true });
    expect(await shown()).toEqual([`Rolled back from version ${current.number + 1} to version ${current.number}.`]);
    await edit(5, { artist_name: 'R-artist 3' });
    await settled();
    await choose({ pinned: false });
    expect(await cause()).toMatch(/^The pin was released\. Lea added one row\. Lea changed artist_name in row 6/);
    expect((await settled()).current.rolledBackFrom).toBeUndefined();
    expect((await shown()).slice(0, 2)).toEqual(['The pin was released.', 'Lea added one row.']);
  });

  it('several kinds as a list', async () => {
    await change((configuration) => ({ ...configuration, randomState: 9 }));
    // Otherwise it is trained at once, and the rest is counted for the version after it.
    project.loseEvents();
    await append('R-artist 3');
    await edit(5, { artist_name: 'R-artist 3' });
    await project.tree.write({ [paths.row(dataset, 1, 7, 0).path]: ['Jazz', 'R-artist 2', 'x', 3] });
    const { causes, cause: text } = await provenance();
    expect(causes?.map(({ kind }) => kind)).toEqual(['options', 'append', 'edit', 'foreign']);
    expect(text).toMatch(
      /^New options: randomState\. Lea added one row\. Lea changed .+\. A write from outside the app, in block 7\.$/,
    );
  });
});

describe('a cause is what was counted', () => {
  it('not a change of a column that the model does not use', async () => {
    await edit(5, { track_name: 'Other' });
    await append('R-artist 3');
    expect(await cause()).toBe('Lea added one row.');
  });

  it('not a change that was undone', async () => {
    const { current } = await settled();
    await edit(5, { artist_name: 'R-artist 3' });
    await edit(5, { artist_name: 'J-artist 3' });
    expect((await settled()).current.version).toBe(current.version);
    await append('R-artist 3');
    expect(await cause()).toBe('Lea added one row.');
  });

  it('not a file with the same rows', async () => {
    await replaceRows(project.context, owner, dataset, { fileName: 'same.csv' }, file());
    await settled();
    await append('R-artist 3');
    expect(await cause()).toBe('Lea added one row.');
  });

  it('not a change written before the training but not counted: it belongs to the next version', async () => {
    await edit(5, { artist_name: 'R-artist 3' });
    await change((configuration) => ({ ...configuration, randomState: 9 }));
    project.loseEvents();
    const { key } = (await findModel(typed(project.tree), dataset))!;
    await project.context.tree.write(bump(paths.training(key).requested));
    expect(await cause()).toBe('New options: randomState.');
    await project.context.tree.write(bump(paths.recount(dataset).requested));
    expect(await cause()).toMatch(/^Lea changed artist_name in row 6 /);
  });

  it('many edits, by their number; more than are read, by at least that', async () => {
    for (let row = 0; row < 25; row++) await edit(row, { artist_name: 'R-artist 3' });
    expect(await cause()).toMatch(/^25 edits, the last: Lea changed artist_name in row 25 /);
    for (let row = 30; row < 80; row++) await edit(row, { artist_name: 'R-artist 3' });
    expect(await cause()).toMatch(/^40 or more edits, the last: Lea changed artist_name in row 80 /);
  });
});

describe('a file that is still being counted', () => {
  it('is never trained on in part, nor a write from outside', async () => {
    const small = simulateProject();
    small.context.blocksPerRecount = 1;
    project = small;
    dataset = await createDataset(small.context, owner, { fileName: 'music.csv', visibility: 'public' }, file(30));
    const rows = new Set<number>();
    let isTraining = false;
    // A recount sleeps between its rounds: another worker trains then.
    small.context.clock.sleep = async () => {
      const found = await findModel(typed(small.tree), dataset);
      if (isTraining || !found) return;
      isTraining = true;
      await retrain(small.context, found.key, { takeOver: true });
      isTraining = false;
    };
    await watched();
    await replaceRows(small.context, owner, dataset, { fileName: 'more.csv' }, file(40));
    await watched();
    expect([...rows]).toEqual([1620, 2160]);
    expect(await cause()).toBe('Lea replaced the file, 2,160 rows.');

    async function watched() {
      await small.settle();
      const { key, current } = await settled();
      for (const { version } of current.kept ?? []) {
        const found = await typed(small.tree).read(paths.version(key, version).provenance);
        rows.add(found!.rows);
        expect(found!.causes?.map(({ kind }) => kind)).not.toContain('foreign');
      }
    }
  });
});

describe('a version of an earlier release', () => {
  it('lacks the changes in it, and is compared by when its training began', async () => {
    await edit(5, { artist_name: 'R-artist 3' });
    const { key, current } = await settled();
    const version = paths.version(key, current.version!).provenance;
    await project.tree.write({
      [version.counted.path]: null,
      [version.causes.path]: null,
    });
    await append('R-artist 3');
    expect(await cause()).toBe('Lea added one row.');
  });
});

async function settled(): Promise<KeyedModel['model'] & { key: string }> {
  await project.settle();
  const { key, model } = (await findModel(typed(project.tree), dataset))!;
  return { key, ...model };
}

async function provenance(): Promise<Provenance> {
  const { key, current } = await settled();
  return (await typed(project.tree).read(paths.version(key, current.version!).provenance))!;
}

/** What the API says of the version in use. */
async function shown(): Promise<string[]> {
  const { key, ...model } = await settled();
  return (await describeModel(project.context, { key, model })).causes;
}

async function cause(): Promise<string> {
  return (await provenance()).cause;
}

async function edit(row: number, values: Record<string, unknown>): Promise<void> {
  project.wait(1000);
  await editRow(project.context, owner, dataset, row, values);
}

async function append(artist: string): Promise<void> {
  project.wait(1000);
  await appendRows(project.context, owner, dataset, [{ genre: 'Jazz', artist_name: artist }]);
}

async function choose(choice: { version?: string; pinned?: boolean }): Promise<void> {
  await chooseVersion(project.context, owner.uid, dataset, choice);
}

type Change = (configuration: ModelConfiguration) => ModelConfiguration;

async function change(changed: Change): Promise<void> {
  const { model } = (await findModel(typed(project.tree), dataset))!;
  project.wait(1000);
  await defineModel(project.context, owner.uid, model.id, changed(model.configuration));
}

async function configure(changed: Change): Promise<void> {
  await settled();
  await change(changed);
  await settled();
}
