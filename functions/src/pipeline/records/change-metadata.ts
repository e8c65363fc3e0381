import { SegueError } from '@segue/core/contract/errors';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import { paths } from '@segue/core/contract/stored/paths';
import type { UndatedAuditEntry } from '@segue/core/contract/stored/sharing';
import { bump, remove, type Updates } from '@segue/core/contract/stored/updates';
import { refuse, type Context } from '../ports.js';
import { datasetFor } from './access.js';
import { auditUpdate } from './audit.js';
import { closeToVisitors } from './close-to-visitors.js';
import { changeDataset, datasetNotFound, type Caller } from './dataset-records.js';

/** What may be changed about a data set; absent members stay as they are. */
export interface MetadataChange {
  name?: string | undefined;
  description?: string | undefined;
  visibility?: DatasetRecord['visibility'] | undefined;
  /** Whether whoever may read it may make a private copy of it. */
  copies?: boolean | undefined;
}

/**
 * Changes the name or description of a data set, or who may read and copy it.
 * @throws dataset-not-found; forbidden, also for an editor who would share it; conflict where making it public would show what is
 * another data set's
 */
export async function changeMetadata(
  context: Context,
  caller: Caller,
  id: string,
  change: MetadataChange,
): Promise<void> {
  const shares = change.visibility !== undefined || change.copies !== undefined;
  const right = shares ? (['share', 'dataset'] as const) : (['change', 'dataset'] as const);
  for (;;) {
    const before = await datasetFor(context.tree, id, caller, right);
    await prepareSwitch(context, id, before, change);
    const changed = await changeDataset(context, id, (record) =>
      // Made private since: what was made of it in between is not closed yet.
      record.switches === before.switches && record.owner === before.owner
        ? changedRecord(context, record, change)
        : refuse,
    );
    if (changed) return await afterwards(context, caller, { id, before, changed });
    if ((await context.tree.read(paths.dataset(id))) === null) throw datasetNotFound(id);
  }
}

/** What must be closed is closed before the switch, so that there is no moment in between. */
async function prepareSwitch(
  context: Context,
  id: string,
  { visibility }: DatasetRecord,
  change: MetadataChange,
): Promise<void> {
  if (visibility === 'private' && change.visibility === 'public') {
    await checkTitles(context, id);
    // safeguard: what-is-there-is-closed-first
    await closeToVisitors(context, id);
  }
  if (visibility === 'public' && change.visibility === 'private')
    await context.tree.write(remove(paths.publicList(id)));
}

/** Models name the columns that their titles come from. */
async function checkTitles({ tree }: Context, id: string): Promise<void> {
  const { entries: models } = await tree.find(paths.models(), 'dataset', id);
  for (const { id: model, configuration } of models.values()) {
    const source = configuration.titles?.dataset;
    if (source === undefined) continue;
    const record = await tree.read(paths.dataset(source));
    if (record?.visibility !== 'private') continue;
    throw new SegueError(
      'conflict',
      `The model ${model} takes its titles from the data set ${source}, which is private. Make that public first, or define the ` +
        'model without them.',
    );
  }
}

function changedRecord(context: Context, record: DatasetRecord, change: MetadataChange): DatasetRecord {
  const { copies: _, ...rest } = record;
  const copies = change.copies ?? record.copies ?? false;
  const isSwitch = change.visibility !== undefined && change.visibility !== record.visibility;
  return {
    ...rest,
    name: change.name ?? record.name,
    description: change.description ?? record.description,
    visibility: change.visibility ?? record.visibility,
    ...(copies && { copies }),
    ...(isSwitch && { switches: (record.switches ?? 0) + 1 }),
    ...(change.visibility !== undefined && { visibilityChosen: true as const }),
    updatedAt: context.clock.now(),
  };
}

interface Changed {
  id: string;
  before: DatasetRecord;
  changed: DatasetRecord;
}

async function afterwards(context: Context, caller: Caller, { id, before, changed }: Changed): Promise<void> {
  const { visibility, copies } = changed;
  const notes: UndatedAuditEntry[] = [];
  if (visibility !== before.visibility) notes.push({ kind: 'visibility', by: caller.name, visibility });
  if (copies !== before.copies) notes.push({ kind: copies ? 'allow-copies' : 'forbid-copies', by: caller.name });
  const updates: Updates = {};
  for (const note of notes) Object.assign(updates, auditUpdate(context, id, note));
  if (before.visibility === 'private' && visibility === 'public') Object.assign(updates, await opened(context, id));
  if (Object.keys(updates).length > 0) await context.tree.write(updates);
}

/** What visitors may see is made anew, of the rows that are there now. */
async function opened({ tree }: Context, id: string): Promise<Updates> {
  const { entries: models } = await tree.find(paths.models(), 'dataset', id);
  const trainings = [...models.keys()].map((key) => bump(paths.training(key).requested));
  return { ...bump(paths.recount(id).requested), ...(Object.assign({}, ...trainings) as Updates) };
}
