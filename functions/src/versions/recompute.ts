import type { RowsView } from '../contract/dataset.js';
import { SegueError } from '../contract/errors.js';
import { limits } from '../contract/limits.js';
import type { ModelConfiguration, VersionDigests } from '../contract/model.js';
import {
  addInteractions,
  emptyInteractions,
  encodeInteractions,
  summariseInteractions,
  type InteractionColumns,
} from '../datasets/interactions.js';
import { trainEpochs, type Embeddings } from '../model/train.js';
import { digestDigits, embeddingsParts, textParts, type Sha256 } from './digested.js';
import { prepareInteractions } from './prepare-interactions.js';
import { parametersOf, trainOptionsOf } from './training-options.js';

/** Where a version is recomputed: how its rows are asked for, how bytes are digested, who hears how far it is. */
export interface Workshop {
  /** As `GET /api/datasets/{id}/rows?start=…&count=…` answers. */
  readRows: (start: number, count: number) => Promise<RowsView>;
  sha256: Sha256;
  tell?: (step: RecomputeStep) => void;
}

/** How far it is: rows read, then epochs done. */
export interface RecomputeStep {
  step: 'reading' | 'training';
  done: number;
  of: number;
}

/**
 * Makes a version again from nothing but the rows of its data set and its configuration, and digests it as the function
 * that trained it has. Nothing of what was counted or trained before is used, so that equal digests prove all of it.
 *
 * @throws unknown-column, too-little-data, ModelError; what `readRows` throws
 */
export async function recompute(configuration: ModelConfiguration, workshop: Workshop): Promise<VersionDigests> {
  const { sha256, tell = () => undefined } = workshop;
  const total = await sumRows(configuration, workshop, tell);
  const { interactions } = prepareInteractions(total, configuration);
  const epochs = trainEpochs(interactions, parametersOf(configuration), trainOptionsOf(configuration));
  let embeddings: Embeddings | undefined;
  while (embeddings === undefined) {
    const { done, value } = epochs.next();
    if (done === true) embeddings = value;
    else tell({ step: 'training', done: value.epoch, of: value.of });
  }
  return {
    data: (await sha256(textParts(total))).slice(0, digestDigits),
    embeddings: (await sha256(embeddingsParts(embeddings))).slice(0, digestDigits),
  };
}

/** Which digests differ; none where the two versions are the same, bit for bit. */
export function differences(one: VersionDigests, other: VersionDigests): (keyof VersionDigests)[] {
  return (['data', 'embeddings'] as const).filter((what) => one[what] !== other[what]);
}

async function sumRows(
  configuration: ModelConfiguration,
  { readRows }: Workshop,
  tell: (step: RecomputeStep) => void,
): Promise<string> {
  const sums = emptyInteractions();
  let of = Infinity;
  for (let start = 0; start < of; start += limits.rowsPerReply) {
    const { columns, rows, total } = await readRows(start, limits.rowsPerReply);
    of = total;
    const cells = rows.map(({ index, values }) => ({ index, cells: values }));
    addInteractions(sums, summariseInteractions(cells, placesOf(configuration, columns)));
    tell({ step: 'reading', done: Math.min(of, start + limits.rowsPerReply), of });
  }
  return encodeInteractions(sums);
}

function placesOf({ user, item, rating }: ModelConfiguration, columns: string[]): InteractionColumns {
  const place = (name: string) => {
    const at = columns.indexOf(name);
    if (at >= 0) return at;
    throw new SegueError('unknown-column', `The data set has no column "${name}" any more, which the version is of.`);
  };
  return { user: place(user), item: place(item), rating: rating === undefined ? null : place(rating) };
}
