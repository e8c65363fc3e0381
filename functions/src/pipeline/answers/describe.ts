import {
  newestFirst,
  type ColumnRecord,
  type DatasetRecord,
  type ListEntry,
} from '@segue/core/contract/stored/dataset';
import type { DatasetListItem, DatasetView, Finding, UncountedColumn } from '@segue/core/contract/api/datasets';
import type { Standing } from '@segue/core/contract/rights/table';
import { paths } from '@segue/core/contract/stored/paths';
import { traitsOf } from '@segue/core/tables/columns/column-kinds';
import { nearDuplicates } from '@segue/core/tables/profile/near-duplicates';
import {
  columnValues,
  decodeProfile,
  finishProfile,
  type ColumnProfile,
  type ProfileSummary,
} from '@segue/core/tables/profile/profile';
import type { ColumnSummary } from '@segue/core/tables/profile/column-summary';
import { readColumnRecords } from '../records/dataset-records.js';
import type { Tree } from '../ports.js';
import { readTotal } from '../counting/totals.js';
import { profileBasis } from '../counting/derivations.js';

/** The full view of a data set: its metadata, its file and the profile of its columns. */
export async function describeDataset(
  tree: Tree,
  id: string,
  record: DatasetRecord,
  standing: Standing = 'signed out',
): Promise<DatasetView> {
  const { rowsVersion } = record;
  const stored = await readColumnRecords(tree, id, rowsVersion);
  const columns = stored.map(({ name }) => name);
  const profile = await readProfile(tree, id, record);
  const profiled = profile && finishProfile(profile, columns);
  const { name, description, owner, ownerName, visibility, status, file, rowCount, columnCount, repairCount } = record;
  return {
    id,
    name,
    description,
    owner,
    ownerName,
    visibility,
    standing,
    copies: record.copies ?? false,
    isVisibilityChosen: record.visibilityChosen ?? false,
    status,
    rowCount,
    columnCount,
    rowsVersion,
    // The database does not store null.
    file: { ...file, delimiter: file.delimiter ?? null },
    features: columns,
    columns: profiled?.map((column) => ({ ...column, counted: true as const })) ?? stored.map(uncounted),
    profile: profiled && !(await isPending(tree, id)) ? 'current' : 'pending',
    repairs: record.repairs ?? [],
    repairCount,
    findings: profile && profiled ? profiled.flatMap((column, c) => findingsOf(column, profile.columns[c])) : [],
    createdAt: new Date(record.createdAt).toISOString(),
    updatedAt: new Date(record.updatedAt).toISOString(),
  };
}

/** The profile of a data set, or `null` until its first recount has finished. */
async function readProfile(
  tree: Tree,
  id: string,
  { rowsVersion, erased }: DatasetRecord,
): Promise<ProfileSummary | null> {
  const total = await readTotal(tree, paths.profileTotal(id, profileBasis(id, rowsVersion, erased)));
  return total && decodeProfile(total.parts);
}

async function isPending(tree: Tree, id: string): Promise<boolean> {
  const work = await tree.read(paths.recount(id));
  return (work?.requested ?? 0) > (work?.state?.handled ?? 0);
}

function uncounted({ name, kind }: ColumnRecord): UncountedColumn {
  return {
    name,
    kind: kind ?? 'pending',
    counted: false,
    missing: 0,
    distinct: 0,
    distinctExact: false,
    distinctError: 0,
    min: null,
    max: null,
    mean: null,
    standardDeviation: null,
    quartiles: null,
    quartileError: 0,
    histogram: null,
    topValues: [],
  };
}

/** Values of one column that differ only in case, spaces or the kind of apostrophe. */
function findingsOf({ name, kind, topValues }: ColumnProfile, column: ColumnSummary | undefined): Finding[] {
  if (traitsOf(kind).identity !== 'name') return [];
  return nearDuplicates((column && columnValues(column)) ?? topValues).map(({ values }) => ({
    kind: 'near-duplicates' as const,
    column: name,
    message: `${values.map(({ value, count }) => `"${value}" (${count} rows)`).join(' and ')} read the same.`,
    values,
  }));
}

/** One page of the data sets in a list, newest first. */
export function listPage(
  entries: ReadonlyMap<string, ListEntry>,
  { after, count }: { after?: string | undefined; count: number },
): { datasets: DatasetListItem[]; next: string | null } {
  const all = [...entries].map(([id, entry]) => ({ id, ...entry })).sort(newestFirst);
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const page = all.slice(start, start + count);
  const datasets = page.map(({ updatedAt, ...entry }) => ({ ...entry, updatedAt: new Date(updatedAt).toISOString() }));
  return { datasets, next: start + count < all.length ? (page.at(-1)?.id ?? null) : null };
}
