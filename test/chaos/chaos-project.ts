import { SegueError } from '@segue/core/contract/errors';
import { countBlocks } from '@segue/functions/pipeline/counting/count-blocks';
import { markChange } from '@segue/functions/pipeline/rows/mark';
import type { Context } from '@segue/functions/pipeline/ports';
import { recount } from '@segue/functions/pipeline/counting/recount';
import { retrain } from '@segue/functions/pipeline/training/retrain';
import { sweep } from '@segue/functions/pipeline/sweep/sweep';
import { MemoryTree } from '../support/memory-tree.js';
import { typed } from '../support/typed-tree.js';
import { ChaosTree, DatabaseSilent } from './chaos-tree.js';
import { Invariants } from './invariants.js';
import { playing, type Decide, type Decision } from './schedule.js';
import { Workers } from './workers.js';

/** Something that a person does during a run. */
export interface Action {
  name: string;
  perform: (context: Context) => Promise<unknown>;
  /** A write that bypasses our code; if its event is lost, no worker learns of it. */
  isForeign?: true;
}

type Work = (context: Context) => Promise<unknown>;

/** Seconds a lease lasts in these runs. */
export const leaseSeconds = 540;

/**
 * Events come before actions: unless the schedule decides otherwise, an action starts when the work of the last is
 * done.
 */
const firstAction = 100_000;

/**
 * The use cases over a tree in memory. Every operation of every worker waits for its turn, events are delivered in the
 * order in which they were fired, and nothing else happens unless a schedule decides it.
 */
export class ChaosProject {
  readonly tree: MemoryTree;
  private workers: Workers;
  private readonly invariants: Invariants;
  private readonly works = new Map<number, { name: string; work: Work }>();
  private events = 0;
  private keys = 0;
  private now = Date.UTC(2026, 10, 24);
  private failure: Error | undefined;
  /** Each operation, by worker: for people to read. */
  readonly story: string[] = [];

  constructor(
    root: unknown,
    decide: Decide,
    private readonly telling = false,
  ) {
    this.workers = this.newWorkers(decide);
    this.tree = new MemoryTree(root, (paths) => {
      this.invariants.check(paths);
      paths.forEach((path) => this.trigger(path));
    });
    this.invariants = new Invariants(this.tree);
  }

  /** The schedule's decisions that took effect. */
  get decided(): Decision[] {
    return this.workers.decided;
  }

  /** @throws the broken invariant, or the error of a worker for which nothing went wrong */
  async run(actions: readonly Action[]): Promise<void> {
    for (const [at, { name, perform }] of actions.entries()) this.start(firstAction + at, `action ${name}`, perform);
    await this.finish();
  }

  /** How many operations the run took: at each of them, a schedule can decide something. */
  get operations(): number {
    return this.workers.count;
  }

  /** Lets every lease expire and calls the sweep, with no further faults. */
  async sweep(hours = 0): Promise<void> {
    this.now += leaseSeconds * 1000 + 1 + hours * 3_600_000;
    this.workers = this.newWorkers(playing([]));
    this.start(firstAction, 'sweep', sweep);
    await this.finish();
  }

  /** Whether a sweep changes anything besides its own cursor. */
  async sweepFinds(): Promise<boolean> {
    const before = this.withoutCursor();
    await this.sweep();
    return this.withoutCursor() !== before;
  }

  private withoutCursor(): string {
    return JSON.stringify({ ...(this.tree.snapshot() as object), settings: null });
  }

  private newWorkers(decide: Decide): Workers {
    const onPass = (milliseconds: number) => (this.now += milliseconds);
    return new Workers(decide, onPass, (worker, event) => {
      const called = this.works.get(worker)!;
      if (event === 'twice' && worker < firstAction) this.start(++this.events, `${called.name} again`, called.work);
    });
  }

  private async finish(): Promise<void> {
    while (!this.workers.idle) {
      await this.workers.step();
      this.now += 5;
      if (this.failure) throw this.failure;
    }
  }

  private start(worker: number, name: string, work: Work): void {
    this.works.set(worker, { name, work });
    const tree = new ChaosTree(this.tree, this.workers, worker, (operation) => {
      if (this.telling) this.story.push(`${this.story.length} ${name}: ${operation}`);
    });
    void work(this.contextFor(tree)).catch((error: unknown) => {
      // A refusal is a valid result (the row was deleted meanwhile). What fails because the database was silent must be
      // found by the sweep, since nothing is delivered again here.
      const expected = error instanceof SegueError || error instanceof DatabaseSilent;
      if (!expected) this.failure ??= error instanceof Error ? error : new Error(String(error));
    });
  }

  private contextFor(tree: ChaosTree): Context {
    return {
      tree: typed(tree),
      clock: {
        now: () => this.now,
        sleep: (milliseconds) => {
          this.now += milliseconds;
          return Promise.resolve();
        },
      },
      log: { info: () => undefined, error: () => undefined },
      trainingsPerDay: 10_000,
      leaseSeconds,
      // Low enough that small cases need more than one round, and some of them tasks.
      blocksPerRecount: 3,
      countQueue: {
        above: 3,
        blocksPerTask: 2,
        enqueue: (task) => {
          this.start(++this.events, `count ${this.events}`, (of) => countBlocks(of, task));
          return Promise.resolve();
        },
      },
      newKey: () => `k${String(++this.keys).padStart(6, '0')}`,
    };
  }

  private trigger(path: string): void {
    const [root, key, third, block] = path.split('/');
    if (root === 'rows' && block !== undefined) {
      const change = { dataset: key!, rowsVersion: Number(third), block };
      this.start(++this.events, `mark ${this.events} of block ${block}`, (context) => markChange(context, change));
    } else if (third === 'requested' && root === 'recounts') {
      this.start(++this.events, `recount ${this.events}`, (context) => recount(context, key!));
    } else if (third === 'requested' && root === 'training') {
      this.start(++this.events, `retrain ${this.events}`, (context) => retrain(context, key!));
    }
  }
}
