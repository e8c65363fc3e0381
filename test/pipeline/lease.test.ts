import { beforeEach, describe, expect, it } from '@jest/globals';
import { pathTo } from '@segue/core/contract/stored/path';
import { workRecord, type WorkState } from '@segue/core/contract/stored/work';
import { runRounds, type Held, type RoundEnd } from '@segue/functions/pipeline/records/lease';
import { simulateProject, type SimulatedProject } from '../support/simulated-project.js';

const path = 'work/w';
const seconds = 1000;

let project: SimulatedProject;
beforeEach(async () => {
  project = simulateProject();
  await project.tree.write({ [`${path}/requested`]: 1 });
});

async function readState(): Promise<WorkState> {
  return (await project.tree.read(`${path}/state`)) as WorkState;
}

function run(round: (held: Held) => Promise<RoundEnd>, claim = {}): Promise<void> {
  return runRounds(project.context, pathTo(path, workRecord), round, claim);
}

describe('runRounds', () => {
  it('renews the lease of work in progress, once half of it has passed', async () => {
    const { leaseSeconds } = project.context;
    await run(async ({ fence, keep }) => {
      const { until } = (await readState()).lease!;
      project.wait((leaseSeconds / 2 - 1) * seconds);
      await keep();
      expect((await readState()).lease!.until).toBe(until);
      project.wait(2 * seconds);
      await keep();
      expect((await readState()).lease!.until).toBe(until + (leaseSeconds / 2 + 1) * seconds);
      expect((await readState()).fence).toBe(fence);
      return 'done';
    });
    expect(await readState()).toEqual({ handled: 1, fence: 1 });
  });

  it('leaves alone a lease that another worker has taken since', async () => {
    await run(async ({ keep }) => {
      const theirs = { ...(await readState()), lease: { holder: 'somebody else', until: 1 } };
      await project.tree.write({ [`${path}/state`]: theirs });
      project.wait(project.context.leaseSeconds * seconds);
      await keep();
      expect(await readState()).toEqual(theirs);
      return 'done';
    });
  });

  it('leaves the request open and the lease free after a failed round', async () => {
    const failing = run(() => Promise.reject(new Error('No')));
    await expect(failing).rejects.toThrow('No');
    expect(await readState()).toEqual({ handled: 0, fence: 1 });
  });
});
