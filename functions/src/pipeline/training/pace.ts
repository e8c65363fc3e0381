import { paths } from '@segue/core/contract/stored/paths';
import type { Context } from '../ports.js';

const shortest = 250;
const longest = 4000;
const quiet = 8000;

/** This many recount requests since the last training began make a storm; an edit causes two or more. */
const stormRequests = 20;

/**
 * Waits for a training's turn. A model's trainings start at least 0.25 s apart. The gap doubles when a training comes
 * too early, grows fourfold after a storm of edits (both up to 4 s), and otherwise halves; 8 s of quiet reset it. So a
 * storm costs a handful of trainings, and a user who edits now and then never waits.
 */
export async function awaitPace({ tree, clock }: Context, key: string, dataset: string): Promise<void> {
  const requests = (await tree.read(paths.recount(dataset).requested)) ?? 0;
  const outcome = await tree.transact(paths.training(key).pace, (pace) => {
    const now = clock.now();
    if (pace === null || now - pace.startAt > quiet) return { startAt: now, gap: shortest, requests };
    const due = pace.startAt + pace.gap;
    const isStorm = requests - pace.requests >= stormRequests;
    if (now < due || isStorm) {
      return { startAt: Math.max(now, due), gap: Math.min(longest, pace.gap * (isStorm ? 4 : 2)), requests };
    }
    return { startAt: now, gap: Math.max(shortest, pace.gap / 2), requests };
  });
  const wait = (outcome.value?.startAt ?? 0) - clock.now();
  if (wait > 0) await clock.sleep(Math.min(wait, longest));
}
