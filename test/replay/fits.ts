import type { Kernel } from '@segue/core/model/kernels/kernel';
import { LightFm, type FitOptions } from '@segue/core/model/lightfm/light-fm';
import { RandomState } from '@segue/core/model/random';
import { toCanonicalCsr, type Coo } from '@segue/core/model/sparse';
import { expectArrays, expectNumbers, expectOutcome, expectSame } from './expect.js';
import {
  readCoo,
  readFeatures,
  readFloats,
  readOptions,
  stateArrays,
  type CooJson,
  type CsrJson,
  type ExpectedError,
  type JsonNumber,
} from './format.js';
import { Recorder } from './recorder.js';

type Arrays = Readonly<Record<string, readonly JsonNumber[]>>;

interface FitData {
  readonly shape: readonly [number, number];
  readonly interactions: CooJson;
  readonly sample_weight: readonly JsonNumber[] | null;
  readonly sample_weight_passed: boolean;
  readonly positives_lookup: CsrJson;
  readonly user_features: CsrJson | null;
  readonly item_features: CsrJson | null;
}

interface EpochJson {
  readonly shuffle: readonly number[];
  readonly seeds: readonly number[] | null;
  readonly after?: Arrays | null;
}

/** A file with `loss`: one fit, epoch by epoch. */
export interface FitFixture extends FitData {
  readonly loss: string;
  readonly learning_schedule: string;
  readonly numpy_seed: number;
  readonly hyper: Readonly<Record<string, number>>;
  readonly initial: Arrays;
  readonly epochs: readonly EpochJson[];
  readonly final?: Arrays;
  readonly predictions?: { readonly users: number; readonly items: number; readonly row_major: readonly JsonNumber[] };
  readonly expect_error?: ExpectedError & { readonly epoch: number };
}

/** A file with `calls`: several calls on several models. */
export interface CallsFixture extends FitData {
  readonly numpy_seeds: readonly number[];
  readonly models: readonly {
    readonly generator: number;
    readonly loss: string;
    readonly learning_schedule: string;
    readonly hyper: Readonly<Record<string, number>>;
  }[];
  readonly calls: readonly {
    readonly model: number;
    readonly method: 'fit' | 'fit_partial';
    readonly epochs: number;
    readonly initial: Arrays | null;
    readonly trace: readonly EpochJson[];
    readonly after: Arrays;
  }[];
  readonly final: readonly Arrays[];
  readonly next_doubles: readonly (readonly number[])[];
}

/** Replays a fit and compares every array of every epoch. Throws `Mismatch`. */
export function runFit(fixture: FitFixture, kernel: Kernel): string {
  const { interactions, options } = readFitData(fixture);
  const { loss, learning_schedule: schedule, hyper, expect_error: expected } = fixture;
  const recorder = new Recorder(kernel);
  const model = new LightFm(readOptions(hyper, loss, schedule, fixture.numpy_seed), recorder);
  const numThreads = hyper['num_threads'] ?? 1;
  const fit = model.fitPartialEpochs(interactions, { ...options, epochs: hyper['epochs'] ?? 1, numThreads });

  fixture.epochs.forEach((epoch, index) => {
    const type = expected?.epoch === index ? expected.type : null;
    expectOutcome(`epoch ${index}`, type, () => fit.next());
    expectDraws(`epoch ${index}`, recorder, index, epoch);
    if (epoch.after) expectArrays(`epoch ${index}`, stateArrays(model.state), epoch.after);
  });
  if (!expected) expectSame('done after the last epoch', fit.next().done, true);
  expectArrays('initial', recorder.initial, fixture.initial);
  if (fixture.final) expectArrays('final', stateArrays(model.state), fixture.final);
  if (fixture.predictions) expectPredictions(model, fixture.predictions, options);
  return `${fixture.epochs.length} epochs`;
}

/** Replays calls in order and compares what each drew and left. Throws `Mismatch`. */
export function runCalls(fixture: CallsFixture, kernel: Kernel): string {
  const { interactions, options } = readFitData(fixture);
  const generators = fixture.numpy_seeds.map((seed) => new RandomState(seed));
  const recorder = new Recorder(kernel);
  const models = fixture.models.map(({ generator, loss, learning_schedule: schedule, hyper }) => ({
    model: new LightFm(readOptions(hyper, loss, schedule, generators[generator]!), recorder),
    numThreads: hyper['num_threads'] ?? 1,
  }));
  fixture.calls.forEach((call, index) => {
    const { model, numThreads } = models[call.model]!;
    const fitted = model.isFitted;
    const fitOptions = { ...options, epochs: call.epochs, numThreads };
    if (call.method === 'fit') model.fit(interactions, fitOptions);
    else model.fitPartial(interactions, fitOptions);
    if (call.initial) expectArrays(`call ${index} initial`, recorder.initial, call.initial);
    else expectSame(`call ${index} goes on`, call.method === 'fit_partial' && fitted, true);
    expectSame(`call ${index} epochs`, recorder.epochs.length, call.trace.length);
    call.trace.forEach((epoch, e) => expectDraws(`call ${index} epoch ${e}`, recorder, e, epoch));
    expectArrays(`call ${index} after`, stateArrays(model.state), call.after);
  });
  fixture.final.forEach((arrays, m) => expectArrays(`final ${m}`, stateArrays(models[m]!.model.state), arrays));
  fixture.next_doubles.forEach((doubles, g) => {
    expectNumbers(`generator ${g}`, [generators[g]!.double(), generators[g]!.double()], doubles);
  });
  return `${fixture.calls.length} calls`;
}

function readFitData(fixture: FitData): { interactions: Coo; options: FitOptions } {
  const interactions = readCoo(fixture.interactions, fixture.shape);
  const lookup = toCanonicalCsr(interactions);
  expectNumbers('positives_lookup.indptr', lookup.indptr, fixture.positives_lookup.indptr);
  expectNumbers('positives_lookup.indices', lookup.indices, fixture.positives_lookup.indices);
  const weights = fixture.sample_weight_passed && fixture.sample_weight;
  return {
    interactions,
    options: {
      userFeatures: readFeatures(fixture.user_features),
      itemFeatures: readFeatures(fixture.item_features),
      sampleWeight: weights ? { ...interactions, data: readFloats(weights) } : undefined,
    },
  };
}

function expectDraws(what: string, recorder: Recorder, epoch: number, { shuffle, seeds }: EpochJson): void {
  const drawn = recorder.epochs[epoch];
  expectNumbers(`${what} shuffle`, drawn?.order ?? [], shuffle);
  expectNumbers(`${what} seeds`, drawn?.seeds ?? [], seeds ?? []);
}

function expectPredictions(
  model: LightFm,
  { users, items, row_major: expected }: NonNullable<FitFixture['predictions']>,
  { userFeatures, itemFeatures }: FitOptions,
): void {
  const all = Int32Array.from({ length: items }, (_, item) => item);
  for (let user = 0; user < users; user++) {
    const scores = model.predict(user, all, { userFeatures, itemFeatures });
    expectNumbers(`predictions of user ${user}`, scores, expected.slice(user * items, (user + 1) * items));
  }
}
