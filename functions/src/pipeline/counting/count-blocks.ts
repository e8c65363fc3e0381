import { paths } from '@segue/core/contract/stored/paths';
import { findDataset, readColumns } from '../records/dataset-records.js';
import { holesUpdates } from '../rows/holes.js';
import { bump, remove, type Updates } from '@segue/core/contract/stored/updates';
import type { Context, CountTask } from '../ports.js';
import { readBlocks } from '../rows/read-blocks.js';
import { dirtyBlocks, readCounters, readLabels } from './summaries.js';
import { freshSummaries, summaryUpdates } from './derivation-updates.js';
import { derivationsOf, readModels } from './derivations.js';

/**
 * Counts the dirty blocks of one task for all derivations. As in a recount, counters are read before rows, and one
 * write stores the summaries with their labels and requests another round. That round makes the total: its stamp does
 * not match the new labels, so it is merged from the summaries once none is missing.
 */
export async function countBlocks(context: Context, { dataset, rowsVersion, from, to }: CountTask): Promise<void> {
  const { tree } = context;
  const record = await findDataset(tree, dataset);
  if (record === null || record.rowsVersion !== rowsVersion) return;
  const note = paths.recount(dataset).tasks.child(from);
  const isNoted = (await tree.read(note)) !== null;
  const columns = await readColumns(tree, dataset, rowsVersion);
  const all = await readCounters(tree, dataset, record);
  const counters = new Map([...all].filter(([block]) => block >= from && block < to));
  const derivations = derivationsOf(await readModels(tree, dataset), dataset, record, columns);
  const dirty = await Promise.all(
    derivations.map(async (derivation) => dirtyBlocks(counters, await readLabels(tree, derivation))),
  );

  const rows = await readBlocks(tree, dataset, record, [...new Set(dirty.flat())], columns.length);
  const updates: Updates = await holesUpdates(tree, dataset, record, rows);
  derivations.forEach((derivation, v) =>
    Object.assign(updates, summaryUpdates(derivation, freshSummaries(derivation, dirty[v]!, counters, rows))),
  );
  // Already done, by an earlier run of this task or by the recount itself.
  if (!isNoted && Object.keys(updates).length === 0) return;
  await tree.write({ ...updates, ...remove(note), ...bump(paths.recount(dataset).requested) });
}
