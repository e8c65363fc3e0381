import type { Kernel } from '@segue/core/model/kernels/kernel';
import { referenceKernel } from '@segue/core/model/kernels/reference';
import { runDatasets, type DatasetFixture } from './datasets.js';
import { runRandom, runSplits, type RandomFixture, type SplitFixture } from './draws.js';
import { Mismatch } from './expect.js';
import { runCalls, runFit, type CallsFixture, type FitFixture } from './fits.js';
import { runMetrics, runRepresentations, type MetricsFixture, type RepresentationsFixture } from './rankings.js';
import { runErrors, type ErrorsFixture } from './refusals.js';

/** What became of a fixture. */
export interface FixtureResult {
  readonly name: string;
  /** Every number equal, bit by bit, and every error of the right kind at the right moment. */
  readonly ok: boolean;
  /** What was compared, or the first difference. */
  readonly detail: string;
}

interface Runner {
  /** A key of the file, or of the first of its `cases`, that no other kind has. */
  readonly key: string;
  readonly run: (json: never, kernel: Kernel) => string;
}

const runners: readonly Runner[] = [
  { key: 'loss', run: (json: FitFixture, kernel) => runFit(json, kernel) },
  { key: 'calls', run: (json: CallsFixture, kernel) => runCalls(json, kernel) },
  { key: 'rand_r', run: (json: RandomFixture) => runRandom(json) },
  { key: 'item_representation_biases', run: (json: RepresentationsFixture) => runRepresentations(json) },
  { key: 'test_percentage', run: (json: SplitFixture) => runSplits(json) },
  { key: 'variants', run: (json: MetricsFixture) => runMetrics(json) },
  { key: 'steps', run: (json: DatasetFixture) => runDatasets(json) },
  { key: 'error_type', run: (json: ErrorsFixture, kernel) => runErrors(json, kernel) },
];

/**
 * Replays one fixture of LightFM's numbers.
 *
 * @param name the file's name without `.json`.
 * @param json its content.
 * @param kernel what computes epochs; the reference by default.
 * @returns never throws: whatever goes wrong is the detail of a result that is not ok.
 */
export function runFixture(name: string, json: unknown, kernel = referenceKernel): FixtureResult {
  if (typeof json !== 'object' || json === null) return { name, ok: false, detail: 'not a JSON object' };
  const { cases = [] } = json as { cases?: readonly object[] };
  const runner = runners.find(({ key }) => Object.hasOwn(json, key) || Object.hasOwn(cases[0] ?? {}, key));
  if (runner === undefined) return { name, ok: false, detail: 'a kind of fixture that is not known here' };
  try {
    return { name, ok: true, detail: runner.run(json as never, kernel) };
  } catch (error) {
    const detail = error instanceof Mismatch ? error.message : `failed: ${String(error)}`;
    return { name, ok: false, detail };
  }
}
