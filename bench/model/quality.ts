import { evaluateRanking } from '@segue/core/model/evaluation/evaluate';
import type { Loss } from '@segue/core/model/parameters';
import { modelScorer } from '@segue/core/model/answers/recommend';
import { trainModel } from '@segue/core/model/training/train';
import type { BenchData } from './data.js';
import { benchParameters } from './speed.js';

/** The fast kernel's mean over seeds on held-out data, and LightFM's own. */
export interface QualityFigure {
  readonly loss: Loss;
  readonly auc: number;
  readonly precision: number;
  readonly lightFm: { readonly auc: number; readonly precision: number };
  readonly met: boolean;
}

/** What LightFM achieves on MovieLens 100K, 80/20, with 30 components, 30 epochs and k 15. */
const lightFm: Readonly<Partial<Record<Loss, QualityFigure['lightFm']>>> = {
  warp: { auc: 0.935, precision: 0.34 },
  bpr: { auc: 0.879, precision: 0.245 },
  logistic: { auc: 0.867, precision: 0.187 },
  'warp-kos': { auc: 0.916, precision: 0.182 },
};

/** Test AUC and precision at 10, excluding train pairs, over seeds 0 to 4; at most 0.003 and 0.01 below LightFM's. */
export function measureQuality({ parts }: BenchData, loss: Loss): QualityFigure {
  const seeds = [0, 1, 2, 3, 4];
  let [auc, precision] = [0, 0];
  for (const randomState of seeds) {
    const model = trainModel(parts.train, benchParameters({ loss, randomState }));
    const found = evaluateRanking(modelScorer(model), parts.train, parts.test, 10);
    auc += found.auc / seeds.length;
    precision += found.precision / seeds.length;
  }
  const wanted = lightFm[loss];
  if (wanted === undefined) throw new Error(`LightFM has no ${loss}: there is nothing to compare it with.`);
  const met = auc >= wanted.auc - 0.003 && precision >= wanted.precision - 0.01;
  return { loss, auc, precision, lightFm: wanted, met };
}
