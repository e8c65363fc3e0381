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
 * Waits for a training's turn. Starts of one model are at least 0.25 s apart; the gap doubles to 4 s for each that comes
 * before its time, halves for each that does not, and is forgotten after 8 s of quiet: a storm of edits costs a handful
 * of trainings, and somebody who edits now and then never waits.
 */
export async function awaitPace({ tree, clock }: Context, key: string): Promise<void> {
  const outcome = await transactOn<Pace>(tree, `${paths.training(key)}/pace`, (pace) => {
    const now = clock.now();
    if (pace === null || now - pace.startAt > quiet) return { startAt: now, gap: shortest };
    const due = pace.startAt + pace.gap;
    if (now >= due) return { startAt: now, gap: Math.max(shortest, pace.gap / 2) };
    return { startAt: due, gap: Math.min(longest, pace.gap * 2) };
  });
  const wait = (outcome.value?.startAt ?? 0) - clock.now();
  if (wait > 0) await clock.sleep(Math.min(wait, longest));
}
