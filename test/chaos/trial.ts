import { ChaosProject, type Action } from './chaos-project.js';
import { checkEnding, checkRemains } from './ending.js';
import type { Decide, Decision } from './schedule.js';

/** What a trial ended with. */
export interface Outcome {
  /** What is wrong; nothing where all is well. */
  error?: string;
  /** Where the run went otherwise than usual. */
  decisions: Decision[];
  operations: number;
  story: string[];
}

/** An upload that nobody goes on with is dropped by then. */
const hoursUntilDropped = 25;

/** Sweeps until a foreign write whose event was lost must have been found: each looks at four of a few blocks. */
const sweepsForForeign = 8;

/**
 * Runs actions under a schedule and holds the end against a clean one. Where nothing was lost and nothing failed, no
 * sweep may be needed; else one must do, but for a write past our code that nobody heard of.
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
