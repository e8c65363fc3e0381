import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import { decodeProfile, decodeRowCount, rowsPart } from '@segue/core/tables/profile/profile';
import { shareBlocks } from './count-tasks.js';
import { changeDataset, findDataset, readColumns } from '../records/dataset-records.js';
import { holesUpdates } from '../rows/holes.js';
import { runRounds, type RoundEnd } from '../records/lease.js';
import { fillOpenModels } from '../models/fill-open-models.js';
import { offerModel } from '../models/offer-model.js';
import { readCountedProfile } from './read-profile.js';
import type { CountedProfile } from '../models/propose-columns.js';
import { bump, type Updates } from '@segue/core/contract/stored/updates';
import { refuse, type Context, type Tree } from '../ports.js';
import { readBlocks } from '../rows/read-blocks.js';
import { removeDatasetRemains } from '../records/remove-dataset.js';
import { dirtyBlocks, readCounters, readLabels } from './summaries.js';
import { readPart, readTotal, type TotalPath } from './totals.js';
import { readNotes } from './counted-changes.js';
import { derivationUpdates, readDerivationState, type DerivationState } from './derivation-updates.js';
import { derivationsOf, readModels, type Derivation } from './derivations.js';

/** Step 2 of retraining: brings the summaries and totals of a data set up to its rows. */
export async function recount(context: Context, dataset: string): Promise<void> {
  let stored = 0;
  await runRounds(context, paths.recount(dataset), async () => {
    const end = await recountRound(context, dataset);
    // An upload causes hundreds of marks. The first rounds follow immediately; later ones wait to cover more of them.
    if ((end === 'stored' || end === 'handed out') && ++stored > 1)
      await context.clock.sleep(Math.min(1000, 50 * 2 ** stored));
    return end === 'gone' ? 'gone' : 'done';
  });
}

/**
 * One round. It finds the dirty blocks before it reads their rows, so a row written in between leaves its block dirty
 * for the next round. Each derivation is stored in one write, which also requests that next round; a round with nothing
 * to do writes nothing. Models come before the profile, whose merge takes longer, so training need not wait for it. A
 * total that another worker has stored since the labels were read has a different stamp and is not used.
 */
async function recountRound(context: Context, dataset: string): Promise<RoundEnd | 'stored' | 'handed out'> {
  const { tree } = context;
  // The history is read before the counters: a change in it has marked its block.
  const [record, before] = await Promise.all([findDataset(tree, dataset), readNotes(tree, dataset)]);
  if (!record) {
    await removeDatasetRemains(context, dataset);
    return 'gone';
  }
  const { rowsVersion } = record;
  const [columns, counters, ofDataset] = await Promise.all([
    readColumns(tree, dataset, rowsVersion),
    readCounters(tree, dataset, record),
    readModels(tree, dataset),
  ]);
  const derivations = derivationsOf(ofDataset, dataset, record, columns);
  const labels = await Promise.all(derivations.map((derivation) => readLabels(tree, derivation)));
  const dirty = [...new Set(labels.flatMap((ofDerivation) => dirtyBlocks(counters, ofDerivation)))].sort(
    (a, b) => a - b,
  );
  // This round counts the very first blocks itself: they show whether there will be a model to count for.
  const isFirst = labels[0]!.size === 0;
  const share = isFirst ? { mine: dirty, isShared: false } : await shareBlocks(context, dataset, rowsVersion, dirty);
  const due = share.mine.slice(0, context.blocksPerRecount);
  if (due.length === 0 && dirty.length > 0) return 'handed out';

  const read = { counters, due: new Set(due), isShared: share.isShared };
  const stateOf = (derivation: Derivation, v: number) => readDerivationState(tree, derivation, labels[v]!, read);
  const models = await Promise.all(derivations.slice(1).map((derivation, m) => stateOf(derivation, m + 1)));
  const rows = await readBlocks(tree, dataset, record, due, columns.length);
  const noted = { before, readAgain: () => readNotes(tree, dataset), rowsPerBlock: record.rowsPerBlock };
  const next: Updates = {
    // safeguard: recount-orders-its-next-round-with-its-sums
    ...bump(paths.recount(dataset).requested),
  };
  const updatesOf = async (state: DerivationState): Promise<Updates> =>
    await derivationUpdates(
      tree,
      state,
      // safeguard: counters-are-read-before-rows, without: await readCounters(tree, dataset, record)
      counters,
      { rows, noted },
    );
  const ofModels: Updates = {};
  for (const state of models) {
    Object.assign(ofModels, await updatesOf(state));
  }
  const anyModel = Object.keys(ofModels).length > 0;
  if (anyModel) await tree.write({ ...ofModels, ...next });

  const { total } = derivations[0]!;
  const profile = await stateOf(derivations[0]!, 0);
  const ofProfile = await updatesOf(profile);
  const isStored = Object.keys(ofProfile).length > 0;
  if (isStored) {
    const holes = await holesUpdates(tree, dataset, record, rows);
    await tree.write({ ...ofProfile, ...holes, ...next });
    // Other workers are counting too: the total comes last.
    if (profile.leavesTotal) return 'stored';
    await offerModel(context, dataset, columns, () => readProfile(tree, total, columns));
  }
  if (
    isStored ||
    // safeguard: record-is-held-against-the-count
    profile.dirty.length === 0
  ) {
    await settleRowCount(context, dataset, { record, total, next });
    await fillOpenModels(context, dataset, ofDataset, () => readCountedProfile(tree, dataset));
  }
  return isStored || anyModel ? 'stored' : 'done';
}

/**
 * Corrects the record's row count: edits update it ahead of the recount, but writes that bypass our code do not. A
 * worker delayed here could overwrite a newer count with an old one; it then requests another round to correct that.
 */
async function settleRowCount(
  context: Context,
  dataset: string,
  { record, total, next }: { record: DatasetRecord; total: TotalPath; next: Updates },
): Promise<void> {
  const { tree } = context;
  const counted = await readPart(tree, total, rowsPart);
  if (counted === null) return;
  const { rows, last } = decodeRowCount(counted);
  if (record.rowCount === rows && record.slots >= last) return;
  await changeDataset(context, dataset, (current) => {
    const slots = Math.max(current.slots, last);
    if (current.rowsVersion !== record.rowsVersion || current.erased !== record.erased) return refuse;
    if (current.rowCount === rows && current.slots === slots) return refuse;
    return { ...current, rowCount: rows, slots, updatedAt: context.clock.now() };
  });
  if ((await readPart(tree, total, rowsPart)) !== counted) await tree.write(next);
}

async function readProfile(tree: Tree, place: TotalPath, columns: string[]): Promise<CountedProfile> {
  const total = await readTotal(tree, place);
  return { summary: decodeProfile(total?.parts ?? {}), names: columns };
}
