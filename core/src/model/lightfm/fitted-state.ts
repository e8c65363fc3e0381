import { ModelError } from '../errors.js';
import type { FitRun } from '../kernels/kernel.js';
import type { TrainedState } from '../state.js';

/**
 * The state of a model, and the fit that is ahead of it: the results of a kernel are copied out only when they are
 * read, usually once, and only the embeddings.
 */
export class FittedState {
  private state: TrainedState | undefined;
  /** The most recent fit; an older one cannot continue. */
  private latest: FitRun | undefined;
  /** A fit whose result is not fully in the state yet, and which part of it is. */
  private ahead: { readonly run: FitRun; stored: 'nothing' | 'embeddings' } | undefined;

  /** The state as stored; `undefined` before the first fit. */
  get stored(): TrainedState | undefined {
    return this.state;
  }

  /** Goes back to before the first fit. */
  forget(): void {
    this.state = undefined;
    this.latest = undefined;
    this.ahead = undefined;
  }

  /** Starts from a new state if there is none. */
  startFrom(create: () => TrainedState): TrainedState {
    return (this.state ??= create());
  }

  /** Begins a fit of the state, which ends any older one. */
  begin(run: FitRun): void {
    this.latest = run;
  }

  /** @throws ModelError `value` if another fit has begun since this one. */
  checkLatest(run: FitRun): void {
    if (this.latest === run) return;
    throw new ModelError(
      'value',
      'Another fit of this model has started, so this one cannot continue. Start it again.',
    );
  }

  /** Records that the fit has run another epoch. */
  moveOn(run: FitRun): void {
    this.ahead = { run, stored: 'nothing' };
  }

  /** Updates the state with what the fit has computed. */
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
