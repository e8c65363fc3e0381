import type { Decide, Decision, Fault } from './schedule.js';

interface Waiting {
  worker: number;
  resume: (fault: Fault | undefined) => void;
}

/** A run this long counts as endless. */
const mostSteps = 20_000;

/**
 * Decides whose turn it is: every operation of the database waits here before it happens. One worker runs at a time.
 */
export class Workers {
  private readonly waiting: Waiting[] = [];
  private readonly begun = new Set<number>();
  private parked: number[] = [];
  private current = 0;
  private steps = 0;
  /** The schedule's decisions that took effect. */
  readonly decided: Decision[] = [];

  /** @param onEvent Called with what happens to the event that called a worker. */
  constructor(
    private readonly decide: Decide,
    private readonly onPass: (milliseconds: number) => void,
    private readonly onEvent: (worker: number, event: 'lost' | 'twice') => void,
  ) {}

  /** Resolves when it is this worker's turn, with what happens to its operation. */
  turn(worker: number): Promise<Fault | undefined> {
    return new Promise((resume) => this.waiting.push({ worker, resume }));
  }

  get idle(): boolean {
    return this.waiting.length === 0;
  }

  /** How many operations there have been. */
  get count(): number {
    return this.steps;
  }

  /** Lets one waiting worker continue, until it waits again or has ended. */
  async step(): Promise<void> {
    if (this.steps > mostSteps) throw new Error(`The work does not end: ${mostSteps} operations`);
    const worker = this.usual();
    const first = !this.begun.has(worker);
    const workers = [...new Set(this.waiting.map((one) => one.worker))];
    const decision = this.decide({ step: this.steps, worker, waiting: workers, first });
    if (decision) this.decided.push({ step: this.steps, ...decision });
    this.steps++;
    if (decision?.pass) this.onPass(decision.pass);
    if (decision?.park) this.parked.push(worker);
    if (decision?.event && first) this.onEvent(worker, decision.event);
    this.current = this.choose(decision);
    this.parked = this.parked.filter((one) => one !== this.current || decision?.park === true);
    this.begun.add(this.current);
    const lost = decision?.event === 'lost' && first && this.current === worker;
    const at = this.waiting.findIndex((one) => one.worker === this.current);
    const [chosen] = this.waiting.splice(at, 1);
    chosen!.resume(lost ? 'dies' : decision?.fault);
    // Runs once no microtask is left, as setImmediate would, without a turn of the event loop for each operation.
    await new Promise<void>((done) => process.nextTick(done));
  }

  private choose(decision: Omit<Decision, 'step'> | undefined): number {
    const { worker } = decision ?? {};
    if (worker !== undefined && this.waiting.some((one) => one.worker === worker)) return worker;
    return this.usual();
  }

  /** The worker that was running, else the first that is not parked, else the one that was parked first. */
  private usual(): number {
    const free = this.waiting.filter(({ worker }) => !this.parked.includes(worker));
    if (free.length === 0) return this.parked.find((one) => this.waiting.some(({ worker }) => worker === one))!;
    if (free.some(({ worker }) => worker === this.current)) return this.current;
    return Math.min(...free.map(({ worker }) => worker));
  }
}
