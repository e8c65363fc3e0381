import type { Action } from './chaos-project.js';
import { playing, type Decision } from './schedule.js';
import type { Failure } from './failure.js';
import { tryOut } from './trial.js';

/**
 * The shortest failing schedule found by leaving things out: first actions, then decisions, in halves, quarters and so
 * on down to single ones (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
export async function shorten(initial: unknown, actions: Action[], decisions: Decision[]): Promise<Failure> {
  let kept = { actions, decisions };
  const stillFails = async (candidate: typeof kept) => {
    const { error } = await tryOut(initial, candidate.actions, playing(candidate.decisions));
    if (error === undefined) return false;
    kept = candidate;
    return true;
  };
  for (let before = -1; before !== kept.actions.length + kept.decisions.length;) {
    before = kept.actions.length + kept.decisions.length;
    for (const action of kept.actions) {
      await stillFails({ ...kept, actions: kept.actions.filter((other) => other !== action) });
    }
    for (let size = Math.ceil(kept.decisions.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let at = 0; at < kept.decisions.length;) {
        const fewer = kept.decisions.filter((_, index) => index < at || index >= at + size);
        if (!(await stillFails({ ...kept, decisions: fewer }))) at += size;
      }
    }
  }
  return await replay(initial, kept.actions, kept.decisions);
}

/** A failing schedule as it was found. */
export async function replay(initial: unknown, actions: Action[], decisions: Decision[]): Promise<Failure> {
  const { error, story } = await tryOut(initial, actions, playing(decisions), true);
  return {
    error: error ?? 'It failed, and failed no more when it was played again',
    actions: actions.map(({ name }) => name),
    decisions,
    story,
  };
}

/** Describes a failure for people: the actions, the decisions, and the result. */
export function describeFailure({ error, actions, decisions, story }: Failure): string {
  const turns = decisions.map(({ step, ...what }) => `  ${JSON.stringify(what)} then ${story[step] ?? `step ${step}`}`);
  return [error, 'A client', ...actions.map((action) => `  ${action}`), 'and', ...turns].join('\n');
}
