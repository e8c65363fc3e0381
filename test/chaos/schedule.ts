/** What becomes of one operation of the database. */
export type Fault =
  /** The worker is never heard of again. */
  | 'dies'
  /** The operation fails without having done anything. */
  | 'fails'
  /** The operation is done, and its answer is lost. */
  | 'unanswered';

/**
 * One thing that does not go its usual way. Where nothing is decided, the worker whose turn it was goes on to its end,
 * then the next event is delivered, then the next action begins: a schedule is the list of its exceptions, so that it can
 * be written down, played again, and shortened.
 */
export interface Decision {
  /** The operation of the run, counted from 0, before which it happens. */
  step: number;
  /** The worker whose turn it is goes on only when nobody else can. */
  park?: true;
  /** This worker goes on instead. */
  worker?: number;
  /** Milliseconds that pass. */
  pass?: number;
  fault?: Fault;
  /** The event that has just called the worker is lost (with its worker), or delivered twice. */
  event?: 'lost' | 'twice';
}

/** Draws numbers in [0, 1) from a seed. */
export type Draw = () => number;

/** Who waits at a step. */
export interface Moment {
  step: number;
  /** The worker that goes on if nothing is decided. */
  worker: number;
  waiting: readonly number[];
  /** Whether it is the worker's first operation: its event has just come. */
  first: boolean;
}

/** Decides at each step, or leaves it as it is. */
export type Decide = (moment: Moment) => Omit<Decision, 'step'> | undefined;

/** Plays written decisions. */
export function playing(decisions: readonly Decision[]): Decide {
  const at = new Map(decisions.map((decision) => [decision.step, decision]));
  return ({ step }) => at.get(step);
}

/** How rough it gets, each from 0 to 1. */
export interface Weather {
  switches: number;
  parks: number;
  /** Of a lease running out under whoever works. */
  passes: number;
  faults: number;
  lost: number;
  twice: number;
}

/** Draws decisions. */
export function drawing(draw: Draw, weather: Weather, leaseMilliseconds: number): Decide {
  return ({ waiting, first }) => {
    const decision: Omit<Decision, 'step'> = {};
    if (first && draw() < weather.lost) decision.event = 'lost';
    else if (first && draw() < weather.twice) decision.event = 'twice';
    if (draw() < weather.switches) decision.worker = waiting[Math.floor(draw() * waiting.length)]!;
    else if (draw() < weather.parks) decision.park = true;
    if (draw() < weather.passes) decision.pass = leaseMilliseconds + 1;
    if (draw() < weather.faults) decision.fault = (['dies', 'fails', 'unanswered'] as const)[Math.floor(draw() * 3)]!;
    return Object.keys(decision).length > 0 ? decision : undefined;
  };
}
