import { SegueError } from '../../functions/src/contract/errors.js';
import { limits } from '../../functions/src/contract/limits.js';
import { countBlocks } from '../../functions/src/pipeline/count-blocks.js';
import { markChange } from '../../functions/src/pipeline/mark.js';
import type { Context } from '../../functions/src/pipeline/ports.js';
import { recount } from '../../functions/src/pipeline/recount.js';
import { retrain } from '../../functions/src/pipeline/retrain.js';
import { sweep } from '../../functions/src/pipeline/sweep.js';
import { MemoryTree } from '../support/memory-tree.js';
import { calm, ChaosTree, type Faults } from './chaos-tree.js';
import { PriorityScheduler, Scheduler, seededDraw } from './scheduler.js';

/** What somebody does during a run. Faults may hit it as they hit the workers. */
export type Action = (context: Context) => Promise<unknown>;

type Work = (context: Context) => Promise<unknown>;

/** What a service does to a project: faults of operations, and what becomes of an event, each from 0 to 1. */
export interface Weather extends Faults {
  lost: number;
  twice: number;
}

/** Everything goes wrong; what is left undone, the sweep has to find. */
export const storm: Weather = { death: 0.01, failBefore: 0.01, failAfter: 0.01, lost: 0.05, twice: 0.15 };

/** Events come late, out of order and twice, leases run out, but nothing is lost: no sweep may be needed. */
export const wind: Weather = { ...calm, lost: 0, twice: 0.15 };

/** How the turns are given out: to anybody at each step, or to one worker until one of a few preemptions. */
export type Order = 'any' | 'preemptions';

const mostSteps = 200_000;

/**
 * Runs actions and the work they trigger under a seeded schedule: events come late, twice, out of order or not at all,
 * workers die between any two operations, operations fail before or after they took effect, as the weather has it.
 * Then the faults end; where something may have been lost, sweeps run until nothing changes any more.
 *
 * @throws where the work does not come to an end
 */
export class ChaosRun {
  readonly tree: MemoryTree;
  private readonly scheduler: Scheduler;
  private readonly events: Work[] = [];
  private faults: Faults;
  private workers = 0;
  private keys = 0;
  private now = Date.UTC(2026, 10, 24);

  constructor(
    seed: number,
    root: unknown,
    private readonly weather: Weather,
    private readonly order: Order = 'any',
  ) {
    this.faults = weather;
    const draw = seededDraw(seed);
    this.scheduler = order === 'any' ? new Scheduler(draw) : new PriorityScheduler(draw, 2, 600);
    this.tree = new MemoryTree(root, (paths) => paths.forEach((path) => this.trigger(path)));
  }

  async run(actions: Action[]): Promise<void> {
    if (this.order === 'any') await this.scatter(actions);
    else await this.preempt(actions);
    if (this.weather !== wind) await this.calmDown();
  }

  /** Everybody is there from the start, and every event as soon as it is fired. */
  private async preempt(actions: Action[]): Promise<void> {
    for (const action of actions) this.start(action);
    for (let step = 0; !this.scheduler.idle || this.events.length > 0; step++) {
      if (step > mostSteps) throw new Error('The work does not end');
      while (this.events.length > 0) this.deliver();
      await this.scheduler.step();
      this.now += 5;
    }
  }

  private async scatter(actions: Action[]): Promise<void> {
    const { draw } = this.scheduler;
    const left = [...actions];
    for (let step = 0; left.length > 0 || this.events.length > 0 || !this.scheduler.idle; step++) {
      if (step > mostSteps) throw new Error('The storm does not end');
      const choice = draw();
      if (left.length > 0 && choice < 0.02) this.start(left.shift()!);
      else if (this.events.length > 0 && choice < 0.25) this.deliver();
      else await this.scheduler.step();
      this.now += Math.floor(draw() * 200);
      // Now and then long enough for a lease to run out under a living holder.
      if (draw() < 0.001) this.now += limits.leaseSeconds * 1000;
    }
  }

  private async calmDown(): Promise<void> {
    this.faults = calm;
    let before = '';
    for (let round = 0; round < 40; round++) {
      this.now += limits.leaseSeconds * 1000 + 1;
      this.start(sweep);
      await this.finish();
      const after = JSON.stringify({ ...(this.tree.snapshot() as object), settings: null });
      if (after === before && round > 8) return;
      before = after;
    }
    throw new Error('The sweeps find something to do for ever');
  }

  private async finish(): Promise<void> {
    for (let step = 0; this.events.length > 0 || !this.scheduler.idle; step++) {
      if (step > mostSteps) throw new Error('The work does not end');
      if (this.events.length > 0 && this.scheduler.draw() < 0.2) this.deliver();
      else await this.scheduler.step();
      this.now += 5;
    }
  }

  private deliver(): void {
    const { draw } = this.scheduler;
    const at = Math.floor(draw() * this.events.length);
    const event = this.events[at]!;
    const { lost, twice } = this.faults === calm ? { lost: 0, twice: 0 } : this.weather;
    if (draw() >= twice) this.events.splice(at, 1);
    if (draw() < lost) return;
    this.start(event);
  }

  private start(work: Work): void {
    const worker = ++this.workers;
    const tree = new ChaosTree(this.tree, this.scheduler, worker, () => this.faults);
    // What fails is not tried again here, as in a service that has given up on it: the sweep has to find it.
    void work(this.contextFor(tree)).catch((error: unknown) => {
      // Refusals are answers: the row was deleted meanwhile.
      if ((this.faults === calm || this.weather === wind) && !(error instanceof SegueError)) throw error;
    });
  }

  private contextFor(tree: ChaosTree): Context {
    return {
      tree,
      clock: {
        now: () => this.now,
        sleep: async (milliseconds) => {
          await this.scheduler.turn(0);
          this.now += milliseconds;
        },
      },
      log: { info: () => undefined, error: () => undefined },
      trainingsPerDay: 10_000,
      countQueue: {
        above: 1,
        blocksPerTask: 1,
        enqueue: (task) => Promise.resolve(void this.events.push((context) => countBlocks(context, task))),
      },
      newKey: () => `k${String(++this.keys).padStart(6, '0')}`,
    };
  }

  private trigger(path: string): void {
    const [root, key, third, block] = path.split('/');
    if (root === 'rows' && block !== undefined) {
      const change = { dataset: key!, rowsVersion: Number(third), block };
      this.events.push((context) => markChange(context, change));
    } else if (third === 'requested' && root === 'recounts') {
      this.events.push((context) => recount(context, key!));
    } else if (third === 'requested' && root === 'training') {
      this.events.push((context) => retrain(context, key!));
    }
  }
}
