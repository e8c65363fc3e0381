/** What happens to one operation of the database. */
export type Fault = 
/** The worker stops for good. */
'dies'
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
export declare function playing(decisions: readonly Decision[]): Decide;
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
export declare function drawing(draw: Draw, weather: Weather, leaseMilliseconds: number): Decide;
