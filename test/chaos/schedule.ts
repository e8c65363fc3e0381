/** What happens to one operation of the database. */
export type Fault =
  /** The worker stops for good. */
  | 'dies'
  /** The operation fails without having done anything. */
  | 'fails'
  /** The operation takes effect, but its reply is lost. */
  | 'unanswered';

/**
 * One deviation from the default order. By default, the worker whose turn it was runs to its end, then the next event
 * is delivered, then the next action starts. A schedule is the list of its deviations, so it can be written down,
 * replayed and shortened.
 */
export interface Decision {
  /** The operation of the run, counted from 0, before which it happens. */
  step: number;
  /** The worker whose turn it is continues only when no other can. */
  park?: true;
  /** This worker continues instead. */
  worker?: number;
  /** Milliseconds that pass. */
  pass?: number;
  fault?: Fault;
  /** The event that has just called the worker is lost (together with the worker), or delivered twice. */
  event?: 'lost' | 'twice';
}

/** Draws numbers in [0, 1) from a seed. */
export type Draw = () => number;

/** The workers waiting at a step. */
export interface Moment {
  step: number;
  /** The worker that continues if nothing is decided. */
  worker: number;
  waiting: readonly number[];
  /** Whether this is the worker's first operation: its event has just arrived. */
  first: boolean;
}

/** Decides at each step, or leaves the default. */
export type Decide = (moment: Moment) => Omit<Decision, 'step'> | undefined;

/** Replays recorded decisions. */
export function playing(decisions: readonly Decision[]): Decide {
  const at = new Map(decisions.map((decision) => [decision.step, decision]));
  return ({ step }) => at.get(step);
}

/** How often each disturbance occurs, from 0 to 1. */
export interface Weather {
  switches: number;
  parks: number;
  /** A lease expires while a worker is working. */
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
