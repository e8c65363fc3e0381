import { ModelError } from '../errors.js';
import type { FitRun } from '../kernels/kernel.js';
import type { TrainedState } from '../state.js';

/**
 * The state of a model, and the fit that is ahead of it: what a kernel has computed is copied out when somebody asks for it,
 * most often once, and the embeddings alone.
 */
export class FittedState {
  private state: TrainedState | undefined;
  /** The fit that was begun last; an older one cannot go on. */
  private latest: FitRun | undefined;
  /** A fit whose result the state does not hold yet, and what it holds of it. */
  private ahead: { readonly run: FitRun; stored: 'nothing' | 'embeddings' } | undefined;

  /** The state as it is stored; `undefined` before the first fit. */
  get stored(): TrainedState | undefined {
    return this.state;
  }

  /** Back to before the first fit. */
  forget(): void {
    this.state = undefined;
    this.latest = undefined;
    this.ahead = undefined;
  }

  /** Begins with this state where there is none. */
  startFrom(create: () => TrainedState): TrainedState {
    return (this.state ??= create());
  }

  /** A fit of the state begins, and with it any older one is over. */
  begin(run: FitRun): void {
    this.latest = run;
  }

  /** @throws ModelError `value` where another fit has begun since this one. */
  checkLatest(run: FitRun): void {
    if (this.latest === run) return;
    throw new ModelError(
      'value',
      'Another fit of this model has started, so this one cannot continue. Start it again.',
    );
  }

  /** The fit has run another epoch. */
  moveOn(run: FitRun): void {
    this.ahead = { run, stored: 'nothing' };
  }

  /** Brings the state up to what the fit has computed. */
  store(what: 'embeddings' | 'all'): void {
    const { ahead } = this;
    if (ahead === undefined || ahead.stored === what) return;
    ahead.run.store(what);
    if (what === 'all') this.ahead = undefined;
    else ahead.stored = what;
  }

  /** The state, brought up to date. Throws `unfitted` before the first fit. */
  read(what: 'embeddings' | 'all'): TrainedState {
    this.store(what);
    if (this.state !== undefined) return this.state;
    throw new ModelError('unfitted', 'You must fit the model before trying to obtain predictions. Call fit first.');
  }
}
