/** Cancels, closes or unsubscribes; calling it twice does no harm. */
export type Stop = () => void;

/** Time as a store sees it: the browser's, or a clock that a test advances by hand. */
export interface Clock {
  /** Milliseconds since some fixed moment. Never goes back, and says nothing about the date. */
  now: () => number;
  /** Calls `act` once after the given number of milliseconds, unless the returned function is called first. */
  after: (milliseconds: number, act: () => void) => Stop;
}

/** The browser's own time. */
export const browserClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};
