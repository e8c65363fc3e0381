import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { paths } from '@segue/core/contract/stored/paths';
import { fromBase64, fromSlices, toBase64, toSlices } from '@segue/core/contract/slices';
import type { FileOptions, UploadRecord } from '@segue/core/contract/stored/upload';
import { requestTo } from '@segue/core/contract/api/client';
import { startUpload as startRoute, type UploadView } from '@segue/core/contract/api/uploads';
import { fileTypeOf } from '@segue/core/tables/reading/file-type';
import { TableError } from '@segue/core/tables/reading/table-error';
import { remove, set } from '@segue/core/contract/stored/updates';
import { createFromParts, newDatasetId, newUpload, type AnnouncedUpload } from './ingest.js';
import { findDataset, type Caller } from '../records/dataset-records.js';
import { refuse, type Context } from '../ports.js';
import { removeRowsVersion } from '../records/remove-dataset.js';

/**
 * Begins an upload in parts, for files too large for one request. Parts may arrive in any order and more than once; an
 * interrupted upload resumes where it stopped.
 * @throws unsupported-file-type
 */
export async function startUpload(
  context: Context,
  caller: Caller,
  request: FileOptions & { bytes: number },
): Promise<UploadView> {
  const { bytes, ...options } = request;
  // Refuse now what would be refused at the end anyway, before anything is sent.
  fileTypeOf(options.fileName);
  const dataset = newDatasetId(context, options);
  const count = Math.ceil(bytes / limits.partBytes);
  const upload: UploadRecord = {
    ...newUpload(context, caller, { dataset, rowsVersion: 1, kind: 'upload' }),
    parts: { bytes, partBytes: limits.partBytes, count, options },
  };
  await context.tree.write(set(paths.upload(dataset), withoutUndefined(upload)));
  return view(dataset, upload, []);
}

/**
 * Takes one part.
 * @throws upload-not-found, upload-closed, invalid-request for a number or length that does not belong to the upload
 */
export async function receivePart(
  context: Context,
  caller: Caller,
  id: string,
  number: number,
  bytes: Uint8Array,
): Promise<UploadView> {
  const { parts } = await openUpload(context, caller, id);
  const expected = number === parts.count - 1 ? parts.bytes - number * parts.partBytes : parts.partBytes;
  if (number >= parts.count || bytes.length !== expected) {
    const rule = number >= parts.count ? `parts 0 to ${parts.count - 1}` : `${expected} bytes in part ${number}`;
    throw new SegueError('invalid-request', `The upload has ${rule}. Split the file every ${parts.partBytes} bytes.`);
  }
  await context.tree.write(set(paths.uploadPart(id, number), toSlices(toBase64(bytes))));
  return await readUpload(context, caller, id);
}

/** The progress of an upload. */
export async function readUpload(context: Context, caller: Caller, id: string): Promise<UploadView> {
  const upload = await ownUpload(context, caller, id);
  const received = await context.tree.keys(paths.uploadParts(id));
  return view(
    id,
    upload,
    received.map(Number).sort((a, b) => a - b),
  );
}

/**
 * Joins the parts, then parses and stores the file. Calling it again after it has finished gives the same answer. If
 * the file is refused, the upload is closed: its bytes and options are fixed, so they would be refused again.
 * @returns the data set's id
 * @throws upload-incomplete with the missing parts; what `createDataset` throws
 */
export async function completeParts(context: Context, caller: Caller, id: string): Promise<string> {
  const done = await findDataset(context.tree, id);
  if (done?.owner === caller.uid) return id;
  const upload = await openUpload(context, caller, id);
  const { received } = await readUpload(context, caller, id);
  const missing = Array.from({ length: upload.parts.count }, (_, part) => part).filter((p) => !received.includes(p));
  if (missing.length > 0) {
    throw new SegueError(
      'upload-incomplete',
      `Parts ${missing.slice(0, 10).join(', ')} are missing. Send them first.`,
      {
        missing,
      },
    );
  }
  const bytes = new Uint8Array(upload.parts.bytes);
  for (const part of received) {
    const text = fromSlices((await context.tree.read(paths.uploadPart(id, part))) ?? []);
    bytes.set(new Uint8Array(fromBase64(text)), part * upload.parts.partBytes);
  }
  try {
    return await createFromParts(context, caller, id, upload, bytes);
  } catch (error) {
    // After any other error, a retry with the stored parts may succeed.
    if (error instanceof TableError || error instanceof SegueError) await closeUpload(context, id);
    throw error;
  }
}

/** Cancels an upload and removes what it has stored. */
export async function cancelUpload(context: Context, caller: Caller, id: string): Promise<void> {
  await ownUpload(context, caller, id);
  if (!(await closeUpload(context, id))) {
    throw new SegueError('upload-closed', 'All rows of this upload are already stored. Delete the data set instead.');
  }
}

/** Closes an open upload and removes what it has stored. Returns false if it is completing or gone. */
export async function closeUpload(context: Context, id: string): Promise<boolean> {
  const outcome = await context.tree.transact(paths.upload(id), (upload): UploadRecord | typeof refuse =>
    upload === null || upload.state === 'completing' ? refuse : { ...upload, state: 'closed' },
  );
  if (!outcome.committed) return false;
  const { dataset, rowsVersion } = outcome.value;
  await removeRowsVersion(context, dataset, rowsVersion);
  await context.tree.write({ ...remove(paths.upload(id)), ...remove(paths.uploadParts(id)) });
  return true;
}

async function ownUpload({ tree }: Context, caller: Caller, id: string): Promise<UploadRecord> {
  const upload = await tree.read(paths.upload(id));
  if (upload?.owner === caller.uid) return upload;
  throw new SegueError(
    'upload-not-found',
    `There is no upload ${id} of yours. Start one with ${requestTo(startRoute)}.`,
  );
}

async function openUpload(context: Context, caller: Caller, id: string): Promise<AnnouncedUpload> {
  const upload = await ownUpload(context, caller, id);
  if (upload.state === 'open' && upload.parts) return { ...upload, parts: upload.parts };
  throw new SegueError('upload-closed', `The upload ${id} is ${upload.state} and accepts no more parts.`);
}

function view(id: string, { state, parts }: UploadRecord, received: number[]): UploadView {
  return { id, state, bytes: parts?.bytes ?? 0, partBytes: limits.partBytes, parts: parts?.count ?? 0, received };
}

function withoutUndefined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
