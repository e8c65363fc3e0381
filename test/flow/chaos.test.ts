import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { getDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { getModel } from '@segue/core/contract/api/models';
import { listRows, type RowsView } from '@segue/core/contract/api/rows';
import { paths } from '@segue/core/contract/stored/paths';
import type { Provenance } from '@segue/core/contract/stored/version';
import { finishProfile, summariseProfile } from '@segue/core/tables/profile/profile';
import { runProgram } from '../cli/programs.js';
import { musicCsv } from '../support/music.js';
import { readPath, startTestSuite, waitFor, writePath, type Suite } from '../support/suite.js';
import { mulberry32 } from '@segue/core/tables/query/random-positions';
import type { Draw } from '../chaos/schedule.js';
import { guest, stranger, waitForVersion, type Person } from './http.js';

const seed = Number(process.env['SEED'] ?? 1);
const rounds = Number(process.env['ROUNDS'] ?? 1);
const genres = ['Jazz', 'Blues', 'Soul', 'Rock', 'Metal', 'Punk'];

/** `pkill` is what kills a function in the middle of its work. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux(`the real functions, where events come twice, late, out of order or not at all (seed ${seed})`, () => {
  let suite: Suite;
  let lea: Person;
  let nobody: Person;
  let dataset: DatasetView;

  beforeAll(async () => {
    suite = await startTestSuite({
      faults: `seed=${seed},twice=0.2,late=0.2,swapped=0.2,lost=0.15,delay=400`,
      environment: { LEASE_SECONDS: '4' },
    });
    lea = await guest(suite);
    nobody = stranger(suite);
    dataset = await lea.upload('music.csv', musicCsv(5));
    await sweepUntil('the first version', async () => (await modelNow()).version !== null);
  }, 500_000);

  afterAll(async () => suite.stop());

  async function modelNow(): Promise<{ version: string | null; state: string }> {
    const asked = nobody.call(getModel, { params: { id: dataset.id } });
    return await asked.catch(() => ({ version: null, state: 'missing' }));
  }

  /** Calls the sweep again and again, as its schedule does, until something holds. */
  async function sweepUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
    const sweeping = { now: null as Promise<void> | null };
    const probe = async () => {
      if (await holds()) return true;
      sweeping.now ??= suite.runScheduled('sweep').finally(() => (sweeping.now = null));
      return undefined;
    };
    await waitFor(what, probe, 150, 50);
    await sweeping.now;
  }

  it.each(Array.from({ length: rounds }, (_, round) => round))(
    'end where the rows are, also when a function is killed in the middle of training (round %i)',
    async (round) => {
      const draw = mulberry32(seed * 1000 + round);
      for (let edit = 0; edit < 10; edit++) await someEdit(draw);
      const { key } = await waitForVersion(nobody, dataset.id);
      await catchTraining(key, round);
      killFunctions(suite);
      for (let edit = 0; edit < 10; edit++) await someEdit(draw);
      await sweepUntil('the version of the rows', isVerified);
      await sweepUntil('nobody at work', async () => !JSON.stringify(await workOf(key)).includes('lease'));
      await expectProfile();
    },
    500_000,
  );

  /** Asks for slow trainings, one after the other, until one is caught in the act. */
  async function catchTraining(key: string, round: number): Promise<void> {
    const slow = { dataset: dataset.id, user: 'genre', item: 'artist_name', rating: 'popularity', kernel: 'reference' };
    let asked = round * 1000;
    const ask = async () => {
      const configuration = { ...slow, epochs: 500, no_components: 256, random_state: ++asked };
      expect((await lea.ask('PUT', `/api/models/${dataset.id}`, configuration)).status).toBe(202);
    };
    await ask();
    await sweepUntil('a training under way', async () => {
      const phase = await phaseOf(key);
      if (['reading', 'evaluating', 'training'].includes(phase)) return true;
      const { configuration } = await waitForVersion(nobody, dataset.id);
      const version = String(await readPath(suite, `${paths.current(key).path}/version`));
      const trained = (await readPath(suite, `${paths.version(key, version).path}/provenance`)) as Provenance;
      // It was over before anybody looked.
      if (phase === 'ready' && trained.configuration.randomState === configuration.randomState) await ask();
      return false;
    });
  }

  async function phaseOf(key: string): Promise<string> {
    return String(await readPath(suite, `${paths.progress(key).path}/phase`));
  }

  async function workOf(key: string): Promise<unknown[]> {
    return [await readPath(suite, paths.training(key).path), await readPath(suite, paths.recount(dataset.id).path)];
  }

  /** What fails because a function was killed is tried by nobody again: the person sees the error. */
  async function someEdit(draw: Draw): Promise<void> {
    const row = Math.floor(draw() * 100);
    const genre = genres[Math.floor(draw() * genres.length)]!;
    const kind = draw();
    const rows = `/api/datasets/${dataset.id}/rows`;
    if (kind < 0.4) await lea.ask('PATCH', `${rows}/${row}`, { genre });
    else if (kind < 0.8) await writePath(suite, `${paths.row(dataset.id, 1, 0, row).path}/0`, genre);
    else if (kind < 0.9) await lea.ask('DELETE', `${rows}/${row}`);
    else await lea.ask('POST', rows, { rows: [{ genre, artist_name: 'J-artist 1', popularity: row }] });
  }

  async function isVerified(): Promise<boolean> {
    const { code } = await runProgram(['segue', 'verify', dataset.id, '--url', suite.hostingUrl]).ended;
    return code === 0;
  }

  /** The profile is the one of a single pass over the rows. */
  async function expectProfile(): Promise<void> {
    const view = await rowsNow();
    const cells = view.rows.map(({ index, values }) => ({ index, cells: values }));
    const columns = finishProfile(summariseProfile(cells, view.columns.length), view.columns);
    const expected = columns.map((column) => ({ ...column, counted: true }));
    await sweepUntil('the profile of the rows', async () => {
      const { rowCount, columns } = await nobody.call(getDataset, { params: { id: dataset.id } });
      return rowCount === view.rows.length && isDeepStrictEqual(columns, expected);
    });
  }

  async function rowsNow(): Promise<RowsView> {
    return await nobody.call(listRows, { params: { id: dataset.id }, query: { start: 0, count: 1000 } });
  }
});

/** Every function's process of a suite, at once and without a word. */
function killFunctions({ pids }: Suite): void {
  execFileSync('pkill', ['-9', '-P', String(pids['suite']), '-f', 'functionsEmulatorRuntime']);
}
