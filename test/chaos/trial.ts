import { ChaosProject, type Action } from './chaos-project.js';
import { checkEnding, checkRemains } from './ending.js';
import type { Decide, Decision } from './schedule.js';

/** The outcome of a trial. */
export interface Outcome {
  /** What is wrong; absent if all is well. */
  error?: string;
  /** The schedule's decisions that took effect. */
  decisions: Decision[];
  operations: number;
  story: string[];
}

/** By then, an abandoned upload has been deleted. */
const hoursUntilDropped = 25;

/** Sweeps needed to find a foreign write whose event was lost: each checks only four blocks. */
const sweepsForForeign = 8;

/**
 * Runs actions under a schedule and compares the end with a clean one. If nothing was lost and nothing failed, this
 * must hold without a sweep; otherwise after one sweep, or after several if a write that bypassed our code lost its
 * event.
 */
export async function tryOut(
  initial: unknown,
  actions: readonly Action[],
  decide: Decide,
  telling = false,
): Promise<Outcome> {
  const project = new ChaosProject(initial, decide, telling);
  let operations = 0;
  let decisions: Decision[] = [];
  const outcome = (error?: unknown): Outcome => ({
    ...(error === undefined ? {} : { error: (error as Error).message }),
    decisions,
    operations,
    story: project.story,
  });
  try {
    await project.run(actions);
    ({ operations, decided: decisions } = project);
    const rough = decisions.some(({ fault, event }) => fault !== undefined || event === 'lost');
    const foreign = actions.some(({ isForeign }) => isForeign);
    for (let sweeps = rough ? (foreign ? sweepsForForeign : 1) : 0; sweeps > 0; sweeps--) await project.sweep();
    await checkEnding(project.tree, 'today');
    await project.sweep(hoursUntilDropped);
    await checkEnding(project.tree, 'tomorrow');
    await checkRemains(project.tree);
    if (await project.sweepFinds()) throw new Error('A project at rest gives the sweep something to do');
    return outcome();
  } catch (error) {
    if (decisions.length === 0) decisions = project.decided;
    return outcome(error);
  }
}
