import { signal } from '@preact/signals';
import { limits } from '@segue/core/contract/limits';
import type { UploadView } from '@segue/core/contract/upload';
import { api, ApiError, sentence } from './api.js';
import { transfer } from './transfer.js';

/** What is said of a file when it is stored. `delimiter`, `header` and `encoding` are as read in the preview. */
export interface UploadFields {
  name: string;
  description: string;
  delimiter: string;
  header: 'true' | 'false' | '';
  encoding: string;
  visibility: 'public' | 'private';
}

/** A file on its way. */
export interface UploadJob {
  /** Tells jobs of this page apart. */
  key: number;
  name: string;
  bytes: number;
  sent: number;
  startedAt: number;
  phase: 'sending' | 'paused' | 'storing' | 'stored' | 'failed';
  /** The upload in parts, once it is announced; it can be paused and continued. */
  upload: string | null;
  message: string | null;
  /** The data set, once it is stored. */
  dataset: string | null;
}

/** All jobs of this page, the newest first. */
export const uploadJobs = signal<UploadJob[]>([]);

interface Work {
  file: File;
  fields: UploadFields;
  abort: AbortController;
}

const works = new Map<number, Work>();
let lastKey = 0;

/** Begins to send a file. */
export function startUpload(file: File, fields: UploadFields): number {
  return begin(file, fields, null);
}

/** Goes on with an upload in parts of an earlier visit; the file must be the same. */
export function resumeUpload(file: File, upload: string): number {
  const fields: UploadFields = {
    name: file.name,
    description: '',
    delimiter: '',
    header: '',
    encoding: '',
    visibility: 'public',
  };
  return begin(file, fields, upload);
}

function begin(file: File, fields: UploadFields, upload: string | null): number {
  const key = ++lastKey;
  const job: UploadJob = {
    ...{ key, name: fields.name || file.name, bytes: file.size, sent: 0, startedAt: Date.now(), phase: 'sending' },
    ...{ upload, message: null, dataset: null },
  };
  uploadJobs.value = [job, ...uploadJobs.value];
  works.set(key, { file, fields, abort: new AbortController() });
  void run(key);
  return key;
}

/** Goes on after a pause or a failure. */
export function continueUpload(key: number): void {
  const work = works.get(key);
  if (!work) return;
  work.abort = new AbortController();
  change(key, { phase: 'sending', message: null, startedAt: Date.now() });
  void run(key);
}

/** Stops sending; what has arrived stays. */
export function pauseUpload(key: number): void {
  change(key, { phase: 'paused' });
  works.get(key)?.abort.abort();
}

/** Gives a job up, or takes a finished one off the list. */
export function dropUpload(key: number): void {
  const job = find(key);
  uploadJobs.value = uploadJobs.value.filter((other) => other.key !== key);
  works.get(key)?.abort.abort();
  works.delete(key);
  // The server drops a stale upload by itself after a day.
  if (job?.upload && job.phase !== 'stored') api(`uploads/${job.upload}`, { method: 'DELETE' }).catch(() => undefined);
}

async function run(key: number): Promise<void> {
  const { file, fields, abort } = works.get(key)!;
  const large = file.size > limits.uploadBytes || find(key)?.upload;
  try {
    const { id } = await (large
      ? sendParts(key, file, fields, abort.signal)
      : sendWhole(key, file, fields, abort.signal));
    works.delete(key);
    change(key, { phase: 'stored', dataset: id, sent: file.size });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'cancelled') return;
    change(key, { phase: 'failed', message: sentence(error) });
  }
}

function sendWhole(key: number, file: File, fields: UploadFields, signal: AbortSignal): Promise<{ id: string }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, String(value));
  body.append('file', file, file.name);
  return transfer({ method: 'POST', path: 'datasets', body, signal, onSent: (sent) => sentSoFar(key, sent) });
}

async function sendParts(key: number, file: File, fields: UploadFields, signal: AbortSignal): Promise<{ id: string }> {
  const upload = await announce(key, file, fields);
  const received = new Set(upload.received);
  const bytesOf = (part: number) => Math.min(upload.partBytes, file.size - part * upload.partBytes);
  let done = [...received].reduce((sum, part) => sum + bytesOf(part), 0);
  for (let part = 0; part < upload.parts; part++) {
    if (received.has(part)) continue;
    const start = part * upload.partBytes;
    await transfer({
      ...{ method: 'PUT', path: `uploads/${upload.id}/parts/${part}`, signal },
      body: file.slice(start, start + upload.partBytes),
      onSent: (sent) => sentSoFar(key, Math.min(done + sent, file.size)),
    });
    done += bytesOf(part);
  }
  change(key, { phase: 'storing', sent: file.size });
  try {
    return await api(`uploads/${upload.id}/complete`, { method: 'POST', signal });
  } catch (error) {
    // The server keeps nothing of a file that it refuses: trying again begins anew.
    if (error instanceof ApiError && fileRefused.has(error.status)) change(key, { upload: null });
    throw error;
  }
}

/** The statuses of what can be wrong with a file itself. */
const fileRefused = new Set([400, 415, 422]);

async function announce(key: number, file: File, fields: UploadFields): Promise<UploadView> {
  const known = find(key)?.upload;
  const upload = known
    ? await api<UploadView>(`uploads/${known}`)
    : await api<UploadView>('uploads', { method: 'POST', body: announcement(file, fields) });
  if (upload.bytes !== file.size) {
    throw new Error(`This is another file: it has ${file.size} bytes, the upload was begun with ${upload.bytes}.`);
  }
  change(key, { upload: upload.id });
  return upload;
}

function announcement(file: File, { header, ...fields }: UploadFields) {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
  return { fileName: file.name, bytes: file.size, ...given, ...(header === '' ? {} : { header: header === 'true' }) };
}

function sentSoFar(key: number, sent: number): void {
  const job = find(key);
  if (job?.phase !== 'sending') return;
  // Multipart adds some bytes around the file; once all are gone, the server is storing rows.
  if (sent >= job.bytes && job.upload === null) change(key, { sent: job.bytes, phase: 'storing' });
  else change(key, { sent });
}

function find(key: number): UploadJob | undefined {
  return uploadJobs.value.find((job) => job.key === key);
}

function change(key: number, changes: Partial<UploadJob>): void {
  uploadJobs.value = uploadJobs.value.map((job) => (job.key === key ? { ...job, ...changes } : job));
}
