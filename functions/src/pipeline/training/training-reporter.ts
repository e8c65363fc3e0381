import type { TrainingProgress } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { Held } from '../records/lease.js';
import { set } from '@segue/core/contract/stored/updates';
import type { Context } from '../ports.js';

/** Thrown between epochs once the training has been cancelled. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
  }
}

/** Thrown between epochs once the model's configuration has changed, or the model is gone: its version would be discarded. */
export class Overtaken extends Error {
  constructor() {
    super('Overtaken');
  }
}

/** Thrown between epochs once the worker's caller asks it to stop. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted');
  }
}

/** Milliseconds between two looks at the database during training: progress out, what would end it in. */
const reportEvery = 200;

/** Reports to `/progress/{model}` how a training goes, notices what ends it, and keeps its lease. */
export class TrainingReporter {
  /** What the training is for, in a sentence; reported with everything else. */
  readonly cause: string;
  private readonly key: string;
  private readonly held: Held;
  private readonly signal: AbortSignal | undefined;
  private revision: number | undefined;
  private startedAt: number;
  private reportedAt = 0;

  constructor(
    private readonly context: Context,
    training: { key: string; held: Held; cause?: string; signal?: AbortSignal | undefined },
  ) {
    this.key = training.key;
    this.held = training.held;
    this.cause = training.cause ?? '';
    this.signal = training.signal;
    this.startedAt = context.clock.now();
  }

  async begin(revision: number): Promise<void> {
    this.revision = revision;
    await this.write({ phase: 'reading' });
  }

  async phase(phase: TrainingProgress['phase']): Promise<void> {
    await this.write({ phase });
  }

  /**
   * After an epoch; looks and writes only now and then.
   * @throws Cancelled, Overtaken, Interrupted
   */
  async epoch(phase: 'evaluating' | 'training', epoch: number, of: number): Promise<void> {
    const now = this.context.clock.now();
    if (now - this.reportedAt < reportEvery) return;
    if (this.signal?.aborted) throw new Interrupted();
    await this.write({ phase, epoch, of });
    const { tree } = this.context;
    const [cancelled, revision] = await Promise.all([
      tree.read(paths.training(this.key).cancelled),
      tree.read(paths.current(this.key).revision),
      this.held.keep(),
    ]);
    if ((cancelled ?? 0) >= this.held.fence) throw new Cancelled();
    if (this.revision !== undefined && revision !== this.revision) throw new Overtaken();
  }

  async fail(message: string): Promise<void> {
    await this.write({ phase: 'failed', message });
  }

  /** @param phase `null`: another worker owns the progress node. */
  async settle(phase: 'ready' | 'cancelled' | null): Promise<void> {
    if (phase !== null) await this.write({ phase });
  }

  /** Where there was nothing to train: what is told of the last training stays, where that ended so. */
  async rest(phase: 'ready' | 'cancelled'): Promise<void> {
    if ((await this.context.tree.read(paths.progress(this.key).phase)) !== phase) await this.write({ phase });
  }

  private async write(progress: Pick<TrainingProgress, 'phase'> & Partial<TrainingProgress>): Promise<void> {
    const now = this.context.clock.now();
    this.reportedAt = now;
    const { startedAt, cause, held } = this;
    const node: TrainingProgress = { startedAt, updatedAt: now, fence: held.fence, cause, ...progress };
    await this.context.tree.write(set(paths.progress(this.key), node));
  }
}
