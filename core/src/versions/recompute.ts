import type { RowsView } from '../contract/api/rows.js';
import { SegueError } from '../contract/errors.js';
import { limits } from '../contract/limits.js';
import type { ModelConfiguration } from '../contract/stored/model.js';
import type { VersionDigests } from '../contract/api/models.js';
import {
  addInteractions,
  decodeInteractionParts,
  encodeInteractionParts,
  sumByPart,
  type InteractionColumns,
  type InteractionSums,
} from '../tables/sums/interactions.js';
import type { Parts } from '../tables/parts.js';
import type { EpochDone } from '../model/training/train.js';
import { digestDigits, digestsText, embeddingsParts, textParts, type Sha256 } from './digested.js';
import { withColdItems } from './descriptions/with-cold-items.js';
import { columnNamesOf, columnsOf } from './model-columns.js';
import { prepareInteractions } from './prepare-interactions.js';
import { chooseEpochs, fitConfigured } from './training-options.js';

/** What recomputing a version needs: how to read rows, how to digest bytes, and where to report progress. */
export interface RecomputePorts {
  /** As `GET /api/datasets/{id}/rows?start=…&count=…` answers. */
  readRows: (start: number, count: number) => Promise<RowsView>;
  sha256: Sha256;
  onProgress?: (step: RecomputeStep) => void;
}

/** The progress: first rows read, then epochs done. */
export interface RecomputeStep {
  step: 'reading' | 'training';
  done: number;
  of: number;
}

/**
 * Recomputes a version from nothing but the rows of its data set and its configuration, and digests it as the function
 * that trained it did. Uses no earlier count or training, so equal digests verify all of them.
 *
 * @throws unknown-column, too-little-data, ModelError; what `readRows` throws
 */
export async function recompute(configuration: ModelConfiguration, ports: RecomputePorts): Promise<VersionDigests> {
  const { sha256, onProgress = () => undefined } = ports;
  const total = await sumRows(configuration, ports, onProgress);
  const prepared = prepareInteractions(decodeInteractionParts(total), configuration);
  const epochs = run(chooseEpochs(prepared, configuration), onProgress);
  const trained = run(fitConfigured(prepared, { ...configuration, epochs }), onProgress);
  const { embeddings } = withColdItems(prepared, configuration, trained);
  return {
    data: await digestTotal(total, sha256),
    embeddings: (await sha256(embeddingsParts(embeddings))).slice(0, digestDigits),
  };
}

async function digestTotal(total: Parts, sha256: Sha256): Promise<string> {
  const digest = async (text: string) => (await sha256(textParts(text))).slice(0, digestDigits);
  const digests: Record<string, string> = {};
  for (const [part, text] of Object.entries(total)) digests[part] = await digest(text);
  return await digest(digestsText(digests));
}

/** Which digests differ; none if the two versions are identical, bit for bit. */
export function differences(one: VersionDigests, other: VersionDigests): (keyof VersionDigests)[] {
  return (['data', 'embeddings'] as const).filter((what) => one[what] !== other[what]);
}

async function sumRows(
  configuration: ModelConfiguration,
  { readRows }: RecomputePorts,
  onProgress: (step: RecomputeStep) => void,
): Promise<Parts> {
  const sums = new Map<string, InteractionSums>();
  let of = Infinity;
  for (let start = 0; start < of; start += limits.rowsPerReply) {
    const { columns, rows, total } = await readRows(start, limits.rowsPerReply);
    of = total;
    const cells = rows.map(({ index, values }) => ({ index, cells: values }));
    for (const [part, of] of sumByPart(cells, placesOf(configuration, columns))) {
      const known = sums.get(part);
      sums.set(part, known ? addInteractions(known, of) : of);
    }
    onProgress({ step: 'reading', done: Math.min(of, start + limits.rowsPerReply), of });
  }
  return encodeInteractionParts(sums);
}

function placesOf(configuration: ModelConfiguration, columns: string[]): InteractionColumns {
  const places = columnsOf(configuration, columns);
  if (places) return places;
  const missing = columnNamesOf(configuration).find((name) => !columns.includes(name));
  throw new SegueError(
    'unknown-column',
    `The data set no longer has the column "${missing}", which this version uses.`,
  );
}

function run<Result>(epochs: Generator<EpochDone, Result>, onProgress: (step: RecomputeStep) => void): Result {
  for (;;) {
    const step = epochs.next();
    if (step.done) return step.value;
    onProgress({ step: 'training', done: step.value.epoch, of: step.value.of });
  }
}
