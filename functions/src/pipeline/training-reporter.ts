import type { Progress } from '../contract/model.js';
import { paths } from '../contract/paths.js';
import type { Context } from './ports.js';

/** Thrown between epochs once somebody has cancelled the training. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
  }
}

/** Milliseconds between two looks at the database during training: progress out, a cancellation in. */
const reportEvery = 200;

/** Tells `/progress/{model}` how a training goes, and hears of its cancellation. */
export class TrainingReporter {
  cause = '';
  private startedAt: number;
  private reportedAt = 0;

  constructor(
    private readonly context: Context,
    private readonly key: string,
    private readonly fence: number,
  ) {
    this.startedAt = context.clock.now();
  }

  async begin(cause: string): Promise<void> {
    this.cause = cause;
    await this.write({ phase: 'reading' });
  }

  async phase(phase: Progress['phase']): Promise<void> {
    await this.write({ phase });
  }

  /**
   * After an epoch; writes only now and then.
   * @throws Cancelled
   */
  async epoch(phase: 'evaluating' | 'training', epoch: number, of: number): Promise<void> {
    const now = this.context.clock.now();
    if (now - this.reportedAt < reportEvery) return;
    await this.write({ phase, epoch, of });
    const cancelled = await this.context.tree.read(`${paths.training(this.key)}/cancelled`);
    if (Number(cancelled ?? 0) >= this.fence) throw new Cancelled();
  }

  async fail(message: string): Promise<void> {
    await this.write({ phase: 'failed', message });
  }

  /** @param phase `null`: another worker has the word. */
  async settle(phase: 'ready' | 'cancelled' | null): Promise<void> {
    if (phase !== null) await this.write({ phase });
  }

  private async write(progress: Pick<Progress, 'phase'> & Partial<Progress>): Promise<void> {
    const now = this.context.clock.now();
    this.reportedAt = now;
    const { startedAt, fence, cause } = this;
    const node: Progress = { startedAt, updatedAt: now, fence, cause, ...progress };
    await this.context.tree.write({ [paths.progress(this.key)]: node });
  }
}
