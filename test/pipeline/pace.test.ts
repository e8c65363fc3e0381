import { describe, expect, it } from '@jest/globals';
import { paths } from '@segue/core/contract/stored/paths';
import { awaitPace } from '@segue/functions/pipeline/training/pace';
import { increment } from '@segue/core/contract/stored/updates';
import { simulateProject } from '../support/simulated-project.js';

/** Milliseconds at which trainings start that are asked for at the given times, each after so many edits. */
async function starts(asked: number[], edits = 1): Promise<number[]> {
  const { context, tree, wait } = simulateProject();
  const began = context.clock.now();
  const started: number[] = [];
  for (const at of asked) {
    wait(Math.max(0, began + at - context.clock.now()));
    await tree.write({ [`${paths.recount('d').path}/requested`]: increment(2 * edits) });
    await awaitPace(context, 'm', 'd');
    started.push(context.clock.now() - began);
  }
  return started;
}

describe('awaitPace', () => {
  it('lets a single training start at once', async () => expect(await starts([0])).toEqual([0]));

  it('never delays occasional edits', async () => {
    const asked = [0, 1000, 2500, 5000, 5600, 9000];
    expect(await starts(asked)).toEqual(asked);
  });

  it('spaces the trainings of a storm further and further, up to 4 s', async () => {
    const storm = await starts(new Array<number>(8).fill(0));
    expect(storm).toEqual([0, 250, 750, 1750, 3750, 7750, 11_750, 15_750]);
  });

  it('spaces them also where each comes after its time, with many edits behind it', async () => {
    const asked = Array.from({ length: 12 }, (_, second) => second * 900);
    const storm = await starts(asked, 90);
    expect(storm.filter((at) => at < 10_000)).toEqual([0, 900, 1900, 5900, 9900]);
    expect(await starts(asked, 3)).toEqual(asked);
  });

  it('has forgotten a storm after 8 s of quiet', async () => {
    const asked = [...new Array<number>(5).fill(0), 20_000, 20_000];
    expect((await starts(asked)).slice(-2)).toEqual([20_000, 20_250]);
  });
});
