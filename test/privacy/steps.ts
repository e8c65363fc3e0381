import { itemsOf, store } from './acts.js';
import type { Actor } from './marks.js';
import { modelSteps } from './model-steps.js';
import { rowSteps } from './row-steps.js';
import type { Run } from './run.js';
import { sharingSteps } from './sharing-steps.js';

const steps = [...rowSteps, ...sharingSteps, ...modelSteps];
const total = steps.reduce((sum, { weight }) => sum + weight, 0);

/** Takes one step, drawn by weight; resolves to what was done. */
export async function takeStep(run: Run): Promise<string> {
  for (;;) {
    let at = run.draw(total);
    const step = steps.find(({ weight }) => (at -= weight) < 0)!;
    const done = await step.run(run);
    if (done !== null) return done;
  }
}

/** Stores two of Lea's data sets to begin with, the second of which names the items of the first, and trains a model. */
export async function begin(run: Run): Promise<string[]> {
  const first = await store(run, 'lea');
  const second = await store(run, 'lea', itemsOf(run, first));
  const titles = { dataset: second, id: 'what', title: 'note' };
  const body = { dataset: first, user: 'who', item: 'what', model: 'ials', noComponents: 2, minimumRows: 1, titles };
  const { status } = await run.world.ask('lea', 'PUT', `/api/models/${first}~mine`, body);
  return [`lea stores ${first}, and ${second} with titles of its items; her model: ${status}`];
}

/** Who may have a listen open. */
export const listeners: readonly Actor[] = [null, 'max', 'rea', 'edi'];

/** A step of a case, with the first or the second data set. */
export type CaseStep = readonly [name: string, set: 0 | 1];

/** Takes a certain step, as Lea. */
export async function takeCaseStep(run: Run, [name, set]: CaseStep): Promise<string> {
  const step = steps.find((one) => one.name === name);
  if (!step) throw new Error(`There is no step "${name}".`);
  run.focus = [...run.world.marks.all.keys()][set];
  const done = await step.run(run);
  run.focus = undefined;
  return done ?? `nothing to ${name}`;
}
