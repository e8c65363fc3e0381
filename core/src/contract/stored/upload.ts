import * as z from 'zod/mini';
import { datasetRecord, visibility } from './dataset.js';
import { record } from './shapes.js';

/** What a request states about a file besides its bytes. */
const fileOptions = record({
  fileName: z.string(),
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  /** Any text; the two characters `\t` mean a tab. Absent: detected automatically. */
  delimiter: z.optional(z.string()),
  header: z.optional(z.union([z.boolean(), z.literal('detect')])),
  encoding: z.optional(z.string()),
  visibility: z.optional(visibility),
});
export type FileOptions = z.infer<typeof fileOptions>;

/** The announcement of an upload in parts. */
const announcedParts = record({
  bytes: z.number(),
  partBytes: z.number(),
  count: z.number(),
  options: fileOptions,
});

const common = {
  /** The version of this record's form; absent means 1. */
  format: z.exactOptional(z.literal(1)),
  owner: z.string(),
  dataset: z.string(),
  rowsVersion: z.number(),
  kind: z.enum(['upload', 'replace']),
  startedAt: z.number(),
  parts: z.exactOptional(announcedParts),
};

/** Parts are arriving or rows are being stored. */
const openUpload = record({ ...common, state: z.literal('open') });
export type OpenUpload = z.infer<typeof openUpload>;

/** All rows are in the tree; only the pointer is still to be moved, which publishes this record. */
const completingUpload = record({ ...common, state: z.literal('completing'), record: datasetRecord });
export type CompletingUpload = z.infer<typeof completingUpload>;

/** Given up; what it stored is being removed. */
const closedUpload = record({
  ...common,
  state: z.literal('closed'),
  record: z.exactOptional(datasetRecord),
});

/** `/uploads/{upload}`: a rows version being uploaded. Gone once the rows are published. */
export const uploadRecord = z.discriminatedUnion('state', [openUpload, completingUpload, closedUpload]);
export type UploadRecord = z.infer<typeof uploadRecord>;
