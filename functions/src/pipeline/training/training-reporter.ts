import type { TrainingProgress } from '@segue/core/contract/stored/model';
import { paths } from '@segue/core/contract/stored/paths';
import type { Held } from '../records/lease.js';
import { set } from '@segue/core/contract/stored/updates';
import type { Context } from '../ports.js';

/** Thrown between epochs after the training was cancelled. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
  }
}

/** Thrown between epochs if the configuration has changed or the model is gone: the version would be discarded. */
export class Overtaken extends Error {
  constructor() {
    super('Overtaken');
  }
}

/** Thrown between epochs when the worker's caller tells it to stop. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted');
  }
}

/** Thrown between epochs of work that gives way, once there is a newer request. */
export class GivenWay extends Error {
  constructor() {
    super('GivenWay');
  }
}

/** Milliseconds between database updates during training: each writes progress and checks for a reason to stop. */
const reportEvery = 200;

/** Reports the progress of a training to `/progress/{model}`, notices reasons to stop it, and renews its lease. */
export class TrainingReporter {
  /** What the training is for, in a sentence; part of every report. */
  readonly cause: string;
  private readonly key: string;
  private readonly held: Held;
  private readonly isPrivate: boolean;
  private readonly signal: AbortSignal | undefined;
  private revision: number | undefined;
  private startedAt: number;
  private reportedAt = 0;
  private givesWay = false;

  constructor(
    private readonly context: Context,
    training: { key: string; held: Held; cause?: string; isPrivate?: boolean; signal?: AbortSignal | undefined },
  ) {
    this.key = training.key;
    this.held = training.held;
    this.cause = training.cause ?? '';
    this.signal = training.signal;
    this.isPrivate = training.isPrivate ?? false;
    this.startedAt = context.clock.now();
  }

  async begin(revision: number): Promise<void> {
    this.revision = revision;
    await this.write({ phase: 'reading' });
  }

  async phase(phase: TrainingProgress['phase']): Promise<void> {
    await this.write({ phase });
  }

  /** From now on, newer requests do not wait: the version is published, and what follows can be done after the next one. */
  giveWay(): void {
    this.givesWay = true;
  }

  /**
   * Call after each epoch, or any other part of a phase; accesses the database only every `reportEvery` milliseconds.
   * @throws Cancelled, Overtaken, Interrupted, GivenWay
   */
  async epoch(phase: 'evaluating' | 'training' | 'publishing', epoch: number, of: number): Promise<void> {
    const now = this.context.clock.now();
    if (now - this.reportedAt < reportEvery) return;
    if (this.signal?.aborted) throw new Interrupted();
    await this.write({ phase, epoch, of });
    const { tree } = this.context;
    const [cancelled, revision, requested] = await Promise.all([
      tree.read(paths.training(this.key).cancelled),
      tree.read(paths.current(this.key).revision),
      this.givesWay ? tree.read(paths.training(this.key).requested) : null,
      this.held.keep(),
    ]);
    if ((cancelled ?? 0) >= this.held.fence) throw new Cancelled();
    if (this.revision !== undefined && revision !== this.revision) throw new Overtaken();
    if ((requested ?? 0) > this.held.requested) throw new GivenWay();
  }

  async fail(message: string): Promise<void> {
    await this.write({ phase: 'failed', message });
  }

  /** @param phase `null`: another worker owns the progress node. */
  async settle(phase: 'ready' | 'cancelled' | null): Promise<void> {
    if (phase !== null) await this.write({ phase });
  }

  /** For a round with nothing to train: keeps the last training's progress if it ended in the same phase. */
  async rest(phase: 'ready' | 'cancelled'): Promise<void> {
    if ((await this.context.tree.read(paths.progress(this.key).phase)) !== phase) await this.write({ phase });
  }

  private async write(progress: Pick<TrainingProgress, 'phase'> & Partial<TrainingProgress>): Promise<void> {
    const now = this.context.clock.now();
    this.reportedAt = now;
    const { startedAt, cause, held } = this;
    const stamp = this.isPrivate ? { private: true as const } : {};
    const node: TrainingProgress = {
      startedAt,
      updatedAt: now,
      fence: held.fence,
      cause,
      // safeguard: reports-of-private-times-stay-closed
      ...stamp,
      ...progress,
    };
    await this.context.tree.write(set(paths.progress(this.key), node));
  }
}
