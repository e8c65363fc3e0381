import { OpenListens, searchAll } from './search.js';
import { begin, listeners, Run, takeStep, type Draw } from './steps.js';
import { World } from './world.js';

/** How a sequence ended. */
export interface Trial {
  seed: number;
  /** What was done, step by step. */
  steps: string[];
  /** What somebody could read, if anybody could. */
  failure: string | null;
}

/**
 * Takes a sequence of steps drawn from a seed, and searches all that each actor can reach after each of them: at once, and when
 * the work it has caused is done.
 */
export async function tryPrivacy(seed: number, length: number): Promise<Trial> {
  const draw = drawFrom(seed);
  const world = new World();
  const run = new Run(world, draw);
  const listens = new OpenListens(world);
  const steps: string[] = [];
  try {
    steps.push(...(await begin(run)));
    await world.project.settle();
    for (let at = 0; at < length; at++) {
      listens.open(listeners[draw(listeners.length)]!);
      // Now and then while the work of the steps before is being done.
      if (draw(3) === 0) await Promise.all([world.project.settle(), takeStep(run).then((done) => steps.push(done))]);
      else steps.push(await takeStep(run));
      listens.judge();
      if (draw(2) === 0) await searchAll(world);
      if (draw(2) === 0) await world.project.settle();
      listens.judge();
      await searchAll(world);
    }
    return { seed, steps, failure: null };
  } catch (error) {
    return { seed, steps, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** A generator of whole numbers (mulberry32). https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
