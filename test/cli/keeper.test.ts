import { describe, expect, it } from '@jest/globals';
import { Keeper, lookEvery, savedAfter } from '@segue/suite/start/keeper';

/** Data that a test changes, and a clock that only its keeper moves. */
function table(saveTakes = 0) {
  const state = { time: 0, data: 'start' as string | null, saves: [] as [time: number, data: string | null][] };
  const keeper = new Keeper({
    fingerprint: () => Promise.resolve(state.data),
    save: () => {
      state.saves.push([state.time, state.data]);
      state.time += saveTakes;
      return Promise.resolve();
    },
    now: () => state.time,
  });
  const pass = async (milliseconds: number, change: () => void = () => undefined) => {
    for (const end = state.time + milliseconds; state.time < end;) {
      state.time += lookEvery;
      change();
      await keeper.look();
    }
  };
  return { state, keeper, pass };
}

describe('data in use', () => {
  it('is not saved while nothing changes', async () => {
    const { state, keeper, pass } = table();
    await keeper.begin();
    await pass(10 * savedAfter);
    expect(state.saves).toEqual([]);
    expect(keeper.savedAt).toBeUndefined();
  });

  it('is saved once it has been quiet, as after an upload', async () => {
    const { state, keeper, pass } = table();
    await keeper.begin();
    state.data = 'uploaded';
    await pass(savedAfter);
    expect(state.saves).toEqual([[2 * lookEvery, 'uploaded']]);
    expect(keeper.savedAt).toBeInstanceOf(Date);
  });

  it('is saved every minute while it goes on changing', async () => {
    const { state, keeper, pass } = table();
    await keeper.begin();
    await pass(5 * savedAfter, () => (state.data = `at ${state.time}`));
    const gaps = state.saves.map(([time], at) => time - (state.saves[at - 1]?.[0] ?? 0));
    expect(gaps.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(savedAfter);
  });

  it('is saved less often where that takes long, but every minute still', async () => {
    const { state, keeper, pass } = table(4_000);
    await keeper.begin();
    let turn = 0;
    // Quiet at every second look.
    await pass(6 * savedAfter, () => (state.data = `version ${Math.floor(++turn / 2)}`));
    const gaps = state.saves.slice(1).map(([time], at) => time - state.saves[at]![0]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(40_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(savedAfter + 4_000);
  });

  it('is saved every minute where nobody can tell whether it changes', async () => {
    const { state, keeper, pass } = table();
    state.data = null;
    await keeper.begin();
    await pass(3 * savedAfter);
    expect(state.saves).toHaveLength(3);
  });

  it('is looked at by one at a time', async () => {
    const { keeper } = table();
    const first = keeper.look();
    expect(keeper.look()).toBe(first);
    await first;
  });

  it('is tried again where saving fails', async () => {
    let fails = true;
    const saved: string[] = [];
    const keeper = new Keeper({
      fingerprint: () => Promise.resolve('new'),
      save: () => (fails ? Promise.reject(new Error('disk full')) : Promise.resolve(void saved.push('x'))),
      now: () => 0,
    });
    await keeper.look();
    await expect(keeper.look()).rejects.toThrow('disk full');
    fails = false;
    await keeper.look();
    expect(saved).toEqual(['x']);
  });
});
