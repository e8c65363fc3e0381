import { actions as can, someActions } from './cases.js';
import { leaseSeconds, type Action } from './chaos-project.js';
import { mulberry32 } from '@segue/core/tables/query/random-positions';
import { drawing, playing, type Decision, type Weather } from './schedule.js';
import type { Failure } from './failure.js';
import { replay, shorten } from './shorten.js';
import { tryOut } from './trial.js';

const calm: Weather = { switches: 0, parks: 0, passes: 0, faults: 0, lost: 0, twice: 0 };

/** From calm, where only the order differs, to a storm, where workers die and events are lost. */
const weathers: Weather[] = [
  { ...calm, switches: 0.02, parks: 0.02, passes: 0.01, twice: 0.1 },
  { ...calm, switches: 0.5, twice: 0.2 },
  { ...calm, switches: 0.3, parks: 0.05, passes: 0.03, twice: 0.1 },
  { switches: 0.1, parks: 0.02, passes: 0.02, faults: 0.01, lost: 0.05, twice: 0.1 },
  { switches: 0.5, parks: 0.05, passes: 0.02, faults: 0.03, lost: 0.1, twice: 0.2 },
];

/**
 * One seeded schedule of random actions.
 * @param report makes what is reported of a schedule that fails
 */
export async function tryRandom(initial: unknown, seed: number, report = shorten): Promise<Failure | undefined> {
  const draw = mulberry32(seedOfSchedule(seed));
  const actions = someActions(draw);
  const weather = weathers[seed % weathers.length]!;
  const outcome = await tryOut(initial, actions, drawing(draw, weather, leaseSeconds * 1000));
  return outcome.error === undefined ? undefined : await report(initial, actions, outcome.decisions);
}

/** The seed of a schedule's draws, modulo 2^32: as a double, the product would lose its low bits. */
export function seedOfSchedule(number: number): number {
  return Math.imul(number, 7919) + 1;
}

/** Small cases, each the core of one way to lose something. */
export const smallCases = {
  'an edit': [can.edit(11, 'b')],
  'a write past our code': [can.foreign(9, 'd')],
  'two edits': [can.edit(0, 'b'), can.edit(1, 'c')],
  'an edit and back': [can.edit(0, 'b'), can.edit(0, 'a')],
  'a write past our code and an edit': [can.foreign(2, 'd'), can.edit(2, 'a')],
  'an edit and another seed': [can.edit(0, 'b'), can.configure({ randomState: 1 })],
  'an edit and titles': [can.edit(0, 'b'), can.configure({ titles: { id: 'what', title: 'stars' } })],
  'an edit and other columns': [can.edit(4, 'd'), can.configure({ user: 'what', item: 'who' })],
  'an edit and a pin': [can.edit(4, 'd'), can.pin()],
  'an edit and a rollback': [can.edit(4, 'd'), can.rollBack()],
  'an edit, a rollback and its release': [can.edit(4, 'd'), can.rollBack(), can.release()],
  'an edit and a training by hand': [can.edit(4, 'd'), can.trainByHand()],
  'a spent budget and an edit': [can.spendBudget(), can.edit(4, 'd')],
  'a row less, past our code': [can.foreignRemove(9)],
  'a row beyond the end, past our code': [can.stray('7')],
  'an edit and the end of the model': [can.edit(4, 'd'), can.removeModel()],
  'an edit and the end of the data set': [can.edit(4, 'd'), can.removeDataset()],
  'an edit and the sweep': [can.edit(4, 'd'), can.sweep()],
  'two replacements': [can.replace('d'), can.replace('b')],
  'an edit and a replacement': [can.edit(9, 'd'), can.replace('b')],
  'a file of other columns': [can.rename()],
  'an edit and a file of other columns': [can.edit(9, 'd'), can.rename()],
  'the sweep and a replacement': [can.sweep(), can.replace('b')],
  'a row less and a replacement': [can.remove(3), can.replace('b')],
  'a write into a block 00 and an edit': [can.stray('00'), can.edit(1, 'c')],
  'a write into a block 5e-1 and an edit': [can.stray('5e-1'), can.edit(1, 'c')],
  'a write into a block -1': [can.stray('-1')],
  'a row less and a row more': [can.remove(3), can.append('d')],
  'a second model and an edit': [can.second(), can.edit(5, 'a')],
  // The second model permanently has the columns that the first had for a while.
  'other columns, a second model of them, and back': [
    can.configure({ user: 'what', item: 'who' }),
    can.second(),
    can.configure({ randomState: 0 }),
  ],
} satisfies Record<string, Action[]>;

/** The name of a small case. */
export type SmallCase = keyof typeof smallCases;

/** The ways in which a run can be turned aside at one step. */
const turns: Omit<Decision, 'step'>[] = [
  { park: true },
  { park: true, pass: leaseSeconds * 1000 + 1 },
  { fault: 'dies' },
  { fault: 'unanswered' },
  { event: 'lost' },
  { event: 'twice' },
];

/** How thoroughly to search the small cases. */
export interface Reach {
  /** The share of the schedules that are turned aside once, from 0 to 1. */
  once: number;
  /** The share of those that are turned aside a second time. */
  twice: number;
  seed: number;
  /** The operation around which to begin, outwards, those turned aside once; from the first operation on if absent. */
  near?: number;
}

/**
 * Searches a seeded share of a small case's schedules that are turned aside once, and of those that are turned aside
 * twice. Most faults of a protocol need no more (Musuvathi and Qadeer, "Iterative context bounding", PLDI 2007).
 * @param report makes what is reported of a schedule that fails
 */
export async function searchCase(
  initial: unknown,
  actions: Action[],
  { once, twice, seed, near = 0 }: Reach,
  report = shorten,
): Promise<{ tried: number; failure?: Failure }> {
  const draw = mulberry32(seed);
  let tried = 0;
  const attempt = async (decisions: Decision[]): Promise<{ operations: number; failure?: Failure }> => {
    tried++;
    const { error, operations } = await tryOut(initial, actions, playing(decisions));
    return { operations, ...(error === undefined ? {} : { failure: await report(initial, actions, decisions) }) };
  };
  const usual = await attempt([]);
  if (usual.failure) return { tried, failure: usual.failure };
  const distance = ({ step }: Decision) => Math.abs(step - near);
  const firsts = [...each(0, usual.operations)].sort((a, b) => distance(a) - distance(b));
  for (const first of firsts) {
    if (draw() >= once) continue;
    const { operations, failure } = await attempt([first]);
    if (failure) return { tried, failure };
    for (const second of each(first.step + 1, operations)) {
      if (draw() >= twice) continue;
      const { failure: later } = await attempt([first, second]);
      if (later) return { tried, failure: later };
    }
  }
  return { tried };
}

function* each(from: number, to: number): Generator<Decision> {
  for (let step = from; step < to; step++) for (const turn of turns) yield { step, ...turn };
}

/** How far to explore. */
export interface Exploration extends Reach {
  schedules: number;
  /** The small case to begin with. */
  begin?: SmallCase;
  /** Whether to look for the shortest schedule that fails, which takes longer than to find one. */
  shortened: boolean;
}

/** One small case if it is given, then random schedules, then all small cases, until something fails. */
export async function explore(
  initial: unknown,
  { schedules, begin, near, shortened, ...reach }: Exploration,
): Promise<{ tried: number; failure?: Failure }> {
  const report = shortened ? shorten : replay;
  let tried = 0;
  if (begin !== undefined) {
    const around = near === undefined ? reach : { ...reach, near };
    const first = await searchCase(initial, smallCases[begin], around, report);
    if (first.failure) return first;
    tried += first.tried;
  }
  for (let at = 0; at < schedules; at++) {
    tried++;
    const failure = await tryRandom(initial, reach.seed + at, report);
    if (failure) return { tried, failure };
  }
  for (const actions of Object.values(smallCases)) {
    const searched = await searchCase(initial, actions, reach, report);
    tried += searched.tried;
    if (searched.failure) return { tried, failure: searched.failure };
  }
  return { tried };
}
