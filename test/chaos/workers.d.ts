import type { Decide, Decision, Fault } from './schedule.js';
/**
 * Decides whose turn it is: every operation of the database waits here before it happens. One worker runs at a time.
 */
export declare class Workers {
    private readonly decide;
    private readonly onPass;
    private readonly onEvent;
    private readonly waiting;
    private readonly begun;
    private parked;
    private current;
    private steps;
    /** The schedule's decisions that took effect. */
    readonly decided: Decision[];
    /** @param onEvent Called with what happens to the event that called a worker. */
    constructor(decide: Decide, onPass: (milliseconds: number) => void, onEvent: (worker: number, event: 'lost' | 'twice') => void);
    /** Resolves when it is this worker's turn, with what happens to its operation. */
    turn(worker: number): Promise<Fault | undefined>;
    get idle(): boolean;
    /** How many operations there have been. */
    get count(): number;
    /** Lets one waiting worker continue, until it waits again or has ended. */
    step(): Promise<void>;
    private choose;
    /** The worker that was running, else the first that is not parked, else the one that was parked first. */
    private usual;
}
