import { paths } from '../contract/paths.js';
import { transactOn, type Context } from './ports.js';

const shortest = 250;
const longest = 4000;
const quiet = 8000;

interface Pace {
  /** When the next training may start. */
  startAt: number;
  gap: number;
}

/**
 * Waits for a training's turn. Starts of one model are at least 0.25 s apart; the gap doubles to 4 s while they keep
 * coming and is forgotten after 8 s of quiet, so that a storm of edits costs a handful of trainings and a single edit
 * none of the waiting.
 */
export async function awaitPace({ tree, clock }: Context, key: string): Promise<void> {
  const outcome = await transactOn<Pace>(tree, `${paths.training(key)}/pace`, (pace) => {
    const now = clock.now();
    if (pace === null || now - pace.startAt > quiet) return { startAt: now, gap: shortest };
    return { startAt: Math.max(now, pace.startAt + pace.gap), gap: Math.min(longest, pace.gap * 2) };
  });
  const wait = (outcome.value?.startAt ?? 0) - clock.now();
  if (wait > 0) await clock.sleep(Math.min(wait, longest));
}
