import { OpenListens, searchAll } from './search.js';
import { Run, type Draw } from './run.js';
import { begin, listeners, takeCaseStep, takeStep, type CaseStep } from './steps.js';
import { World } from './world.js';

/** Nodes of the tree whose workers are interrupted. */
const roots = ['rows', 'recounts', 'totals', 'datasets', 'models', 'training', 'progress', 'versions'];

/** How a sequence ended. */
export interface Trial {
  seed: number;
  /** What was done, step by step. */
  steps: string[];
  /** What somebody could read, if anybody could. */
  failure: string | null;
}

/** What a sequence consists of. */
export interface Sequence {
  seed: number;
  /** What Lea does first. */
  begin?: readonly CaseStep[];
  /** How many steps are drawn after that. */
  length: number;
}

/**
 * Takes a sequence of steps, and searches all that each actor can reach after each of them: at once, in the middle of the work it
 * has caused, and when that is done. Some steps happen while a worker is about its work, and some workers run in the middle of a
 * request.
 */
export async function tryPrivacy({ seed, begin: certain = [], length }: Sequence): Promise<Trial> {
  const draw = drawFrom(seed);
  const world = new World();
  const run = new Run(world, draw);
  const listens = new OpenListens(world);
  const steps: string[] = [];
  const drawn = Array.from({ length }, () => () => takeStep(run));
  const next = [...certain.map((step) => () => takeCaseStep(run, step)), ...drawn];
  const take = async () => {
    const step = next.shift();
    if (step) steps.push(await step());
    listens.judge();
  };
  const settle = () => world.project.settle();
  const search = () => searchAll(world);
  const ways: readonly (() => Promise<void>)[] = [
    take,
    take,
    // While workers are about the work of the steps before.
    async () => {
      const [root, at] = [roots[draw(roots.length)]!, draw(8)];
      const happen = async () => {
        steps.push(`before a worker's operation ${at} on ${root}:`);
        for (let count = 1 + draw(2); count > 0; count--) await take();
        await search();
      };
      const interruptions = [
        { root, at, happen },
        { root, at: at + 1 + draw(3), happen: search },
      ];
      await world.pauses.during(settle, interruptions);
    },
    // Workers run in the middle of a request.
    async () => {
      const [root, at] = [roots[draw(roots.length)]!, draw(4)];
      steps.push(`with all workers before operation ${at} on ${root}:`);
      await world.pauses.during(take, [{ root, at, happen: async () => void (await settle()) }]);
    },
  ];
  try {
    steps.push(...(await begin(run)));
    await settle();
    await search();
    while (next.length > 0) {
      listens.open(listeners[draw(listeners.length)]!);
      await ways[draw(ways.length)]!();
      if (draw(2) === 0) await search();
      if (draw(2) === 0) await settle();
      listens.judge();
      await search();
    }
    await settle();
    await search();
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
