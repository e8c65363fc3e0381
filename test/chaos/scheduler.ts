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

  /** Lets one of the waiting go on, and waits until it waits again or has ended. */
  async step(): Promise<void> {
    const at = Math.floor(this.draw() * this.waiting.length);
    const [chosen] = this.waiting.splice(at, 1);
    chosen?.resume();
    await new Promise((done) => setImmediate(done));
  }
}
