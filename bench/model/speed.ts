import { lossNames } from '@segue/core/model/losses/losses';
import { kernels, type KernelName } from '@segue/core/model/kernels/choice';
import { defaultParameters, type Loss, type Parameters } from '@segue/core/model/parameters';
import type { Interactions } from '@segue/core/model/sparse';
import { trainModel } from '@segue/core/model/training/train';
import type { BenchData } from './data.js';

/**
 * One fit by each kernel: median seconds of processor time (less sensitive to other programs than elapsed time), and
 * the speed-up over the reference.
 */
export interface SpeedFigure {
  readonly data: string;
  readonly loss: Loss;
  readonly components: number;
  readonly epochs: number;
  readonly seconds: Readonly<Record<KernelName, number>>;
  readonly ratio: { readonly exact: number; readonly fast: number };
}

/** The required speed-ups over plain JavaScript. */
export const goals = {
  exact: 2.5,
  fast: (loss: Loss): number => (loss === 'warp' ? 5 : 3),
};

const names = Object.keys(kernels) as KernelName[];
export const losses = lossNames().filter((loss) => kernels.fast.covers(loss));

/** The parameters of a measured fit. */
export function benchParameters(changes: Partial<Parameters>): Parameters {
  return { ...defaultParameters, noComponents: 30, epochs: 30, k: 15, ...changes };
}

/**
 * Measures whole fits (copying in, lookups, all epochs). The kernels take turns, so that slow moments of the machine
 * affect them all.
 *
 * @param rounds of all kernels; one more runs first and is not counted, because V8 compiles then
 */
export function measureSpeed({ name, parts }: BenchData, parameters: Parameters, rounds: number): SpeedFigure {
  const { loss, noComponents: components, epochs } = parameters;
  const times: Record<KernelName, number[]> = { fast: [], exact: [], reference: [] };
  for (const kernel of names) fitSeconds(parts.train, { ...parameters, epochs: Math.min(2, epochs) }, kernel);
  for (let round = 0; round < rounds; round++) {
    for (const kernel of names) times[kernel].push(fitSeconds(parts.train, parameters, kernel));
  }
  const seconds = { fast: median(times.fast), exact: median(times.exact), reference: median(times.reference) };
  const ratio = { exact: seconds.reference / seconds.exact, fast: seconds.reference / seconds.fast };
  return { data: name, loss, components, epochs, seconds, ratio };
}

function fitSeconds(train: Interactions, parameters: Parameters, kernel: KernelName): number {
  const started = process.cpuUsage();
  trainModel(train, parameters, { kernel });
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

/** The middle value after sorting. */
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
