import * as z from 'zod/mini';
import type { MetricName, StoredMetrics } from '../../model/evaluation/ranking-metrics.js';
import { record } from './shapes.js';

/** The fields of `rankingFigures`. */
export const rankingFields = {
  auc: z.number(),
  precision: z.number(),
  recall: z.number(),
  reciprocalRank: z.number(),
  ndcg: z.number(),
  /** Its mean over users is MAP@k. Absent from versions older than it. */
  averagePrecision: z.exactOptional(z.number()),
} satisfies { [Name in MetricName]: z.ZodMiniType<StoredMetrics[Name]> };

/** Ranking metrics on held-out interactions: means over users with held-out entries. */
export const rankingFigures = record(rankingFields);

/** The data that something was measured on: the digest of its merged interactions, its rows version, how many pairs it has. */
export const measuredOn = record({ data: z.string(), rowsVersion: z.number(), interactions: z.number() });

/** The figures of the standard model, and the data that they were measured on. */
export const measuredStandard = record({ figures: rankingFigures, on: measuredOn });
export type MeasuredStandard = z.infer<typeof measuredStandard>;

/** A version's method, and popularity, on other hidden pairs than those of the metrics; `heldOut` is how many. */
export const apartFigures = record({ heldOut: z.number(), test: rankingFigures, popularity: rankingFigures });

/** What is measured apart from the pairs to discover, and the data that it was measured on. */
export const measuredApart = record({
  /** Any pair, by a hash of its names, also those of items that nobody else has. */
  hash: apartFigures,
  /** Those of them whose items have no train pair, predicted from their descriptions if they have any. Absent: there are none. */
  cold: z.exactOptional(apartFigures),
  on: measuredOn,
});
export type MeasuredApart = z.infer<typeof measuredApart>;
