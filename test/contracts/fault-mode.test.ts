import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Emulator, type FaultOptions, parseFaults, startEmulator } from '@segue/emulator/index';
import { OWNER_HEADERS, eventually, restClient } from './rest-client.js';
import { TriggerReceiver } from './trigger-receiver.js';

const PROJECT = 'demo-faults';
const NONE = { twice: 0, late: 0, swapped: 0, lost: 0, delay: 50 };

describe('the mode of faults', () => {
  let functions: TriggerReceiver;
  let emulator: Emulator;

  beforeAll(async () => {
    functions = await TriggerReceiver.start();
  });
  afterEach(() => emulator.stop());
  afterAll(() => functions.stop());

  /** Fires events 0 … count-1; answers the numbers that arrived, in order, once `enough` says so. */
  async function fire(faults: FaultOptions, count: number, enough: (got: number[]) => boolean): Promise<number[]> {
    functions.received.length = 0;
    emulator = await startEmulator({ project: PROJECT, functionsEmulator: functions.address, faults });
    const rest = restClient(emulator.url, PROJECT);
    const name = `projects/${PROJECT}/locations/us-central1/triggers/f`;
    const body = { name, path: 'n/{i}', event: 'google.firebase.database.ref.v1.written', namespacePattern: '*' };
    await rest('/.settings/functionTriggers.json', { method: 'POST', headers: OWNER_HEADERS, body });
    for (let i = 0; i < count; i++) await rest(`/n/${i}.json`, { method: 'PUT', body: i });
    const got = (): number[] => functions.bodies('f').map(({ ref }) => Number(String(ref).slice(2)));
    await eventually(`the events (seed ${faults.seed})`, () => enough(got()));
    return got();
  }

  it('delivers events twice', async () => {
    const got = await fire({ ...NONE, seed: 1, twice: 1 }, 20, ({ length }) => length === 40);
    expect([...got].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i >> 1));
  });

  it('changes the order, and delivers the last one too', async () => {
    const got = await fire({ ...NONE, seed: 1, swapped: 0.5 }, 20, ({ length }) => length === 20);
    expect(new Set(got).size).toBe(20);
    expect(got).not.toEqual([...got].sort((a, b) => a - b));
  });

  it('loses events, the same ones of the same seed', async () => {
    const isLast = (got: number[]): boolean => got.length > 0 && got.includes(29);
    const faults = { ...NONE, seed: 11, lost: 0.5 };
    const first = await fire(faults, 30, isLast);
    await emulator.stop();
    const second = await fire(faults, 30, isLast);
    const ordered = [...first].sort((a, b) => a - b);
    expect(ordered.length).toBeLessThan(25);
    expect([...second].sort((a, b) => a - b)).toEqual(ordered);
  });

  it('delivers late what nothing holds up for good', async () => {
    const got = await fire({ ...NONE, seed: 3, late: 1, twice: 0.5 }, 20, (all) => new Set(all).size === 20);
    expect(got.length).toBeGreaterThanOrEqual(20);
  });
});

describe('parseFaults', () => {
  it('reads a seed, a list and an object', () => {
    expect(parseFaults(7)).toMatchObject({ seed: 7, twice: 0.15 });
    expect(parseFaults('7')).toEqual(parseFaults({ seed: 7 }));
    expect(parseFaults('seed=7,lost=0,delay=5')).toMatchObject({ seed: 7, lost: 0, delay: 5 });
  });

  it.each([
    ['twice=0.1', 'the seed is missing'],
    ['seed=1,thrice=1', 'there is no fault "thrice"'],
    ['seed=1,late=2', 'late must be from 0 to 1'],
    ['seed=1,late', 'late must be from 0 to 1'],
    ['', 'there is no fault ""'],
  ])('refuses %j', (spec, reason) => {
    expect(() => parseFaults(spec)).toThrow(`Bad faults, ${reason}: faults must be a seed`);
  });
});
