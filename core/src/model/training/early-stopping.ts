import { ModelError } from '../errors.js';
import { checkCut, evaluateRanking, type Scorer } from '../evaluation/evaluate.js';
import { metricNames, type MetricName } from '../evaluation/ranking-metrics.js';
import type { HeldOutParts } from '../evaluation/hold-out.js';
import type { KernelName } from '../kernels/choice.js';
import { LightFm } from '../lightfm/light-fm.js';
import { checkParameters } from '../parameter-checks.js';
import type { Parameters } from '../parameters.js';
import { scorerOfAll } from '../answers/scorer-of-all.js';
import { interactionMatrix, type Csr } from '../sparse.js';
import type { Embeddings } from '../state.js';
import { representedEmbeddings, weightMatrix } from './train.js';

/** When to stop. */
export interface EarlyStoppingOptions {
  /** How many epochs in a row may pass without improvement. */
  readonly patience: number;
  /** The metric that must improve, default `auc`. */
  readonly metric?: MetricName;
  /** The cutoff of metrics at k, default 10. */
  readonly k?: number;
  readonly kernel?: KernelName;
  /** As in `TrainOptions`. */
  readonly itemFeatures?: Csr;
}

/** An epoch, and the model's result on the held-out part after it. */
export interface MeasuredEpoch {
  readonly epoch: number;
  readonly value: number;
}

/** The model of the best epoch. */
export interface StoppedFit {
  readonly embeddings: Embeddings;
  /** With 0 epochs, the initial model, which is measured too. */
  readonly best: MeasuredEpoch;
  /** Every epoch, including those after the best. */
  readonly history: readonly MeasuredEpoch[];
}

/**
 * Trains on the train part for at most `parameters.epochs`, measures on the other part after every epoch, and stops
 * when the result has not improved for `patience` epochs. Yields after each epoch, so that a caller can report or
 * cancel.
 *
 * The other part has then influenced the model: measure the result on a third part, or use only the number of epochs
 * and train again.
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
  // Refuse what cannot be measured before training anything.
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
    const value = measure(scorerOfAll(current));
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
  return { embeddings: start, best: { epoch: 0, value: measure(scorerOfAll(start)) }, history };
}

/** @throws ModelError like `checkParameters`; `parameter` for patience below 1 or an unknown metric, `value` for k. */
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
