import * as z from 'zod/mini';
import { columnKinds } from '../../tables/columns/column-kinds.js';
import { record } from './shapes.js';

/** Who may read a data set: everyone or only its owner. */
export const visibility = z.enum(['public', 'private']);

/** The name shown to others for an owner whose account has none. */
export const unnamedOwner = 'the owner';

/** Facts about the uploaded file. */
export const fileFacts = record({
  name: z.string(),
  type: z.enum(['csv', 'json']),
  bytes: z.number(),
  /** Absent for JSON (the database does not store `null`). */
  delimiter: z.optional(z.nullable(z.string())),
  encoding: z.string(),
  header: z.boolean(),
});
export type FileFacts = z.infer<typeof fileFacts>;

/** One repair made while reading, in a sentence that names the line. */
export const repairNote = record({ line: z.number(), kind: z.string(), message: z.string() });
export type RepairNote = z.infer<typeof repairNote>;

/** `/datasets/{dataset}`: the summary, at most 2 KB. */
export const datasetRecord = record({
  /** The version of this record's form; absent means 1. */
  format: z.exactOptional(z.literal(1)),
  name: z.string(),
  description: z._default(z.string(), ''),
  owner: z.string(),
  /** The owner's name as others see it. */
  ownerName: z._default(z.string(), unnamedOwner),
  visibility,
  /** Whether whoever may read it may make a private copy of it. Absent means no. */
  copies: z.exactOptional(z.literal(true)),
  /** How often it was made public or private; absent means never. */
  switches: z.exactOptional(z.number()),
  /** How often rows were erased for good: what was derived before is of no use any more. Absent means never. */
  erased: z.exactOptional(z.number()),
  /** How often members were added or removed; absent means that it never had any. */
  sharings: z.exactOptional(z.number()),
  /** Whether somebody chose the visibility. Absent where it was public unless one knew better; its owner is told once. */
  visibilityChosen: z.exactOptional(z.literal(true)),
  /** A data set is visible only once its rows are complete. */
  status: z.literal('ready'),
  file: fileFacts,
  /** The number of live rows. */
  rowCount: z.number(),
  /** The number of row slots assigned; larger than `rowCount` once rows have been deleted. */
  slots: z.number(),
  columnCount: z.number(),
  rowsPerBlock: z.number(),
  /** The current rows version. */
  rowsVersion: z.number(),
  /** The last rows version number issued. */
  issued: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
  /** How many repairs there were; the first few are kept in `repairs`. */
  repairCount: z.number(),
  repairs: z.exactOptional(z.array(repairNote)),
  /** Whether a model was created automatically; only done once, so that a deleted one does not come back. */
  modelOffered: z.exactOptional(z.boolean()),
});
export type DatasetRecord = z.infer<typeof datasetRecord>;

/** `/lists/…/{dataset}`: what a list shows, at most 350 bytes. */
export const listEntry = record({
  name: z.string(),
  description: z._default(z.string(), ''),
  rowCount: z.number(),
  columnCount: z.number(),
  bytes: z.number(),
  status: z.literal('ready'),
  updatedAt: z.number(),
  /** Who the account is to the data set, and who else may see it; absent in the public list, and in entries of earlier releases. */
  standing: z.exactOptional(z.enum(['owner', 'editor', 'reader'])),
  visibility: z.exactOptional(visibility),
});
export type ListEntry = z.infer<typeof listEntry>;

/** Sorts lists of data sets: the most recently changed first, and those changed at once by id. */
export function newestFirst(a: Listed, b: Listed): number {
  return b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1);
}

type Listed = Pick<ListEntry, 'updatedAt'> & { readonly id: string };

/** `/columns/{dataset}/{rowsVersion}/{c}`. */
export const columnRecord = record({
  /** The name in replies and requests, unique in the data set. */
  name: z.string(),
  /** The kind of the file's cells; stands in until there is a profile. */
  kind: z.exactOptional(z.enum(columnKinds)),
});
export type ColumnRecord = z.infer<typeof columnRecord>;
