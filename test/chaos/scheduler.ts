/** Draws numbers in [0, 1) from a seed. */
export type Draw = () => number;

/** A seeded generator (mulberry32). */
export function seededDraw(seed: number): Draw {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Decides whose turn it is: everything that happens in a chaos run waits here first, before and after it happens. */
export class Scheduler {
  private readonly waiting: { worker: number; resume: () => void }[] = [];

  constructor(readonly draw: Draw) {}

  /** Resolves when the schedule comes to this worker. */
  turn(worker: number): Promise<void> {
    return new Promise((resume) => this.waiting.push({ worker, resume }));
  }

  get idle(): boolean {
    return this.waiting.length === 0;
  }

  /** Which of the waiting goes on: here any of them. */
  protected choose(waiting: readonly number[]): number {
    return Math.floor(this.draw() * waiting.length);
  }

  /** Lets one of the waiting go on, and waits until it waits again or has ended. */
  async step(): Promise<void> {
    if (this.waiting.length === 0) return;
    const at = this.choose(this.waiting.map(({ worker }) => worker));
    const [chosen] = this.waiting.splice(at, 1);
    chosen?.resume();
    await new Promise((done) => setImmediate(done));
  }
}

/**
 * Runs one worker for as long as it can go, the one of the highest priority, and takes the priority away from it at a
 * few chosen steps only (Burckhardt et al., "A randomized scheduler with probabilistic guarantees of finding bugs",
 * ASPLOS 2010). Most faults of a protocol need one or two such moments; drawing anew at each step seldom hits them.
 */
export class PriorityScheduler extends Scheduler {
  private readonly priorities = new Map<number, number>();
  private readonly preemptions = new Set<number>();
  private steps = 0;

  /** @param horizon Steps among which the preemptions are chosen. */
  constructor(draw: Draw, preemptions: number, horizon: number) {
    super(draw);
    for (let i = 0; i < preemptions; i++) this.preemptions.add(Math.floor(draw() * horizon));
  }

  protected override choose(waiting: readonly number[]): number {
    let best = 0;
    for (let at = 1; at < waiting.length; at++) {
      if (this.priorityOf(waiting[at]!) > this.priorityOf(waiting[best]!)) best = at;
    }
    if (this.preemptions.has(this.steps++)) this.priorities.set(waiting[best]!, -this.steps);
    return best;
  }

  private priorityOf(worker: number): number {
    if (!this.priorities.has(worker)) this.priorities.set(worker, this.draw());
    return this.priorities.get(worker)!;
  }
}
