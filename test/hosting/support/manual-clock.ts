import type { Clock, Stop } from '@segue/hosting/data/clock';

interface Alarm {
  at: number;
  act: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  private time = 0;
  private readonly alarms = new Set<Alarm>();

  readonly now = (): number => this.time;

  readonly after = (milliseconds: number, act: () => void): Stop => {
    const alarm = { at: this.time + milliseconds, act };
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  };

  /** Timers that are still to ring. */
  get pending(): number {
    return this.alarms.size;
  }

  /** Moves the clock and rings in the order of time; promises settle before and after each alarm. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settled();
    for (;;) {
      const [next] = [...this.alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.alarms.delete(next);
      this.time = next.at;
      next.act();
      await settled();
    }
    this.time = end;
  }
}

/** Lets every promise that can settle do so; no time passes. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A promise that a test answers when it likes. */
export interface Deferred<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
}

/** Makes a promise that is answered from outside. */
export function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
