import { ModelError } from '../errors.js';
import { checkCut, evaluateRanking, type Scorer } from '../evaluation/evaluate.js';
import { metricNames, type MetricName } from '../evaluation/ranking-metrics.js';
import type { HeldOutParts } from '../evaluation/hold-out.js';
import type { KernelName } from '../kernels/choice.js';
import { LightFm } from '../lightfm/light-fm.js';
import { checkParameters } from '../parameter-checks.js';
import type { Parameters } from '../parameters.js';
import { modelScorer } from '../answers/recommend.js';
import { interactionMatrix, type Csr } from '../sparse.js';
import type { Embeddings } from '../state.js';
import { representedEmbeddings, weightMatrix } from './train.js';

/** When to stop. */
export interface EarlyStoppingOptions {
  /** How many epochs in a row may bring nothing better. */
  readonly patience: number;
  /** What is to rise, default `auc`. */
  readonly metric?: MetricName;
  /** The cut of metrics at k, default 10. */
  readonly k?: number;
  readonly kernel?: KernelName;
  /** As `TrainOptions` has it. */
  readonly itemFeatures?: Csr;
}

/** An epoch, and what the model of that moment reaches on the held-out part. */
export interface MeasuredEpoch {
  readonly epoch: number;
  readonly value: number;
}

/** The model of the best epoch. */
export interface StoppedFit {
  readonly embeddings: Embeddings;
  /** Of 0 epochs it is the model as it begins, measured too. */
  readonly best: MeasuredEpoch;
  /** Every epoch, also those after the best. */
  readonly history: readonly MeasuredEpoch[];
}

/**
 * Trains on the train part for at most `parameters.epochs`, measures on the other after every epoch, and stops when that has
 * not become better for a while. Hands over after each epoch, so that a caller can report or cancel.
 *
 * The other part has then had a say in the model: measure the result on a third part, or take only the number of epochs and
 * train anew.
 *
 * @throws ModelError as `trainEpochs` and `evaluateRanking` do; `parameter` for a patience below 1.
 */
export function* trainUntilBest(
  { train, test }: HeldOutParts,
  parameters: Parameters,
  { patience, metric = 'auc', k = 10, kernel, itemFeatures }: EarlyStoppingOptions,
): Generator<MeasuredEpoch, StoppedFit> {
  checkEarlyStopping(parameters, { patience, metric, k });
  const measure = (scorer: Scorer) => evaluateRanking(scorer, train, test, k)[metric];
  // What cannot be measured is refused before anything is trained.
  const zeros = new Float32Array(train.items);
  measure(() => zeros);
  const { epochs, ...options } = parameters;
  const model = new LightFm(options, kernel);
  const matrix = interactionMatrix(train);
  const sampleWeight = weightMatrix(matrix, train.weight);
  const history: MeasuredEpoch[] = [];
  let best: MeasuredEpoch = { epoch: 0, value: -Infinity };
  let embeddings: Embeddings | undefined;
  for (const { epoch } of model.fitPartialEpochs(matrix, { epochs, sampleWeight, itemFeatures })) {
    const current = representedEmbeddings(model, itemFeatures);
    const value = measure(modelScorer(current));
    history.push({ epoch, value });
    if (value > best.value) {
      best = { epoch, value };
      embeddings = copyOf(current);
    }
    yield { epoch, value };
    if (epoch - best.epoch >= patience) break;
  }
  if (embeddings !== undefined) return { embeddings, best, history };
  const start = representedEmbeddings(model, itemFeatures);
  return { embeddings: start, best: { epoch: 0, value: measure(modelScorer(start)) }, history };
}

/** @throws ModelError as `checkParameters` does; `parameter` for a patience below 1 or an unknown metric, `value` for k. */
export function checkEarlyStopping(
  parameters: Parameters,
  { patience, metric = 'auc', k = 10 }: Pick<EarlyStoppingOptions, 'patience' | 'metric' | 'k'>,
): void {
  checkParameters(parameters);
  checkCut(k);
  if (!(Number.isInteger(patience) && patience >= 1)) {
    throw new ModelError('parameter', `patience is ${patience}; it must be a whole number from 1.`);
  }
  if (!metricNames.some((name) => name === metric)) {
    throw new ModelError('parameter', `metric is ${metric}; it must be one of ${metricNames.join(', ')}.`);
  }
}

function copyOf({ noComponents, itemEmbeddings, itemBiases, userEmbeddings, userBiases }: Embeddings): Embeddings {
  return {
    noComponents,
    itemEmbeddings: itemEmbeddings.slice(),
    itemBiases: itemBiases.slice(),
    userEmbeddings: userEmbeddings.slice(),
    userBiases: userBiases.slice(),
  };
}
