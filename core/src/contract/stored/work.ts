import * as z from 'zod/mini';
import { list, numberedMap, record } from './shapes.js';

/** `/recounts/{dataset}/state` and `/training/{model}/state`. */
export const workState = record({
  /** The request count that the last finished round had read before it began. */
  handled: z.number(),
  /** Grows with every lease and every further round under it. */
  fence: z.number(),
  lease: z.exactOptional(record({ holder: z.string(), until: z.number() })),
});
export type WorkState = z.infer<typeof workState>;

const work = {
  /** How often the work was asked for. Only ever grows. */
  requested: z.exactOptional(z.number()),
  state: z.exactOptional(workState),
};

/** What a worker is asked for and where it stands: the node that leases are taken on. */
export const workRecord = record(work);
export type WorkRecord = z.infer<typeof workRecord>;

/** `/recounts/{dataset}/tasks/{from}`: blocks that were handed out and not heard of since. It saves work, no more. */
export const openTask = record({
  rowsVersion: z.number(),
  /** When they are waited for no longer. */
  until: z.number(),
});
export type OpenTask = z.infer<typeof openTask>;

/** `/recounts/{dataset}`. */
export const recountRecord = record({
  ...work,
  /** Blocks handed out to be counted, by the first of each task. */
  tasks: z.exactOptional(numberedMap(openTask)),
});

/** `/training/{model}/budget`: how often a model was trained on a day (UTC), and whether that was all it may. */
export const trainingBudget = record({ day: z.string(), used: z.number(), spent: z.boolean() });

/** `/training/{model}/pace`: when trainings of a model start. */
export const trainingPace = record({
  /** When the next training may start. */
  startAt: z.number(),
  /** Milliseconds between two starts. */
  gap: z.number(),
  /** How often a recount had been asked for when it was noted. */
  requests: z.number(),
});

/**
 * `/training/{model}/stopped`: the training that was cancelled, by the digest of the version it would have given. A
 * request that came while it ran, or a sweep, does not begin the very same again.
 */
export const stoppedTraining = record({ version: z.string(), fence: z.number() });
export type StoppedTraining = z.infer<typeof stoppedTraining>;

/** `/training/{model}`. */
export const trainingRecord = record({
  ...work,
  /** The fence whose training is cancelled. */
  cancelled: z.exactOptional(z.number()),
  stopped: z.exactOptional(stoppedTraining),
  pace: z.exactOptional(trainingPace),
  budget: z.exactOptional(trainingBudget),
  /** Numbers of some blocks that were counted last, for people. */
  blocks: z.exactOptional(list(z.number())),
});
