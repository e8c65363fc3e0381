import * as z from 'zod/mini';
import { numberedMap, record } from './shapes.js';

/** `/recounts/{dataset}/state` and `/training/{model}/state`. */
const workState = record({
  /** The number of requests that the last finished round read before it began. */
  handled: z.number(),
  /** Grows with every lease and every further round under it. */
  fence: z.number(),
  lease: z.exactOptional(record({ holder: z.string(), until: z.number() })),
});
export type WorkState = z.infer<typeof workState>;

const work = {
  /** How often the work was requested. Only ever grows. */
  requested: z.exactOptional(z.number()),
  state: z.exactOptional(workState),
};

/** The requests to a worker and its state: the node on which leases are taken. */
export const workRecord = record(work);
export type WorkRecord = z.infer<typeof workRecord>;

/** `/recounts/{dataset}/tasks/{from}`: blocks handed out and not yet counted. Only saves work. */
const openTask = record({
  rowsVersion: z.number(),
  /** When the recount stops waiting for them. */
  until: z.number(),
});
export type OpenTask = z.infer<typeof openTask>;

/** `/recounts/{dataset}`. */
export const recountRecord = record({
  ...work,
  /** Blocks handed out for counting, by the first block of each task. */
  tasks: z.exactOptional(numberedMap(openTask)),
});

/** `/training/{model}/budget`: how often a model was trained on a day (UTC), and whether that day's budget is spent. */
const trainingBudget = record({ day: z.string(), used: z.number(), spent: z.boolean() });

/** `/training/{model}/pace`: when trainings of a model start. */
const trainingPace = record({
  /** When the next training may start. */
  startAt: z.number(),
  /** Milliseconds between two starts. */
  gap: z.number(),
  /** How often a recount had been requested when this was written. */
  requests: z.number(),
});

/**
 * `/training/{model}/stopped`: the cancelled training, identified by the digest of the version it would have given.
 * Neither a request made while it ran nor a sweep starts the same training again.
 */
const stoppedTraining = record({ version: z.string(), fence: z.number() });
export type StoppedTraining = z.infer<typeof stoppedTraining>;

/** `/training/{model}`. */
export const trainingRecord = record({
  ...work,
  /** The fence whose training was cancelled. */
  cancelled: z.exactOptional(z.number()),
  stopped: z.exactOptional(stoppedTraining),
  pace: z.exactOptional(trainingPace),
  budget: z.exactOptional(trainingBudget),
});
