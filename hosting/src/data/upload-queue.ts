import { signal, type ReadonlySignal } from '@preact/signals-core';
import { ApiError, hasCode } from '@segue/core/contract/api/api-error';
import { limits } from '@segue/core/contract/limits';
import type { UploadView } from '@segue/core/contract/api/uploads';
import { sentence } from '../words/sentence.js';
import { announcementOf, type Announcement, type UploadFields, type UploadJob } from './upload-job.js';

/** A body being sent: it can be stopped, and reports how many of its bytes have been sent. */
export interface Sending {
  signal: AbortSignal;
  onSent: (bytes: number) => void;
}

/** A stored data set. */
export interface StoredFile {
  id: string;
}

/** What the queue depends on. Everything throws an `ApiError`; a stopped request has the code `cancelled`. */
export interface UploadPorts {
  /** Milliseconds since 1970. */
  now: () => number;
  sendFile: (file: File, fields: UploadFields, sending: Sending) => Promise<StoredFile>;
  announce: (announcement: Announcement) => Promise<UploadView>;
  readUpload: (upload: string) => Promise<UploadView>;
  sendPart: (upload: string, part: number, bytes: Blob, sending: Sending) => Promise<unknown>;
  complete: (upload: string, signal: AbortSignal) => Promise<StoredFile>;
  drop: (upload: string) => Promise<unknown>;
}

interface Work {
  key: number;
  file: File;
  fields: UploadFields;
  abort: AbortController;
}

/** The statuses that mean that the file itself is at fault. */
const fileRefused = new Set([400, 415, 422]);

/** The files this page sends. A large one is sent in parts and can be paused and resumed, even on a later visit. */
export class UploadQueue {
  private readonly list = signal<UploadJob[]>([]);
  private readonly works = new Map<number, Work>();
  private lastKey = 0;

  /** All jobs of this page, the newest first. */
  readonly jobs: ReadonlySignal<UploadJob[]> = this.list;

  constructor(private readonly ports: UploadPorts) {}

  /** Starts sending a file. Returns the key of its job. */
  start(file: File, fields: UploadFields): number {
    return this.begin(file, fields, null);
  }

  /** Resumes an upload in parts from an earlier visit; the file must be the same. Returns the key of its job. */
  resume(file: File, upload: string): number {
    const unsaid = { description: '', delimiter: '', header: '', encoding: '' } as const;
    return this.begin(file, { ...unsaid, name: file.name, visibility: 'private' }, upload);
  }

  /** Stops sending; the server keeps the parts that have arrived. */
  pause(key: number): void {
    this.change(key, { phase: 'paused' });
    this.works.get(key)?.abort.abort();
  }

  /** Resumes after a pause or a failure. */
  continue(key: number): void {
    const work = this.works.get(key);
    if (!work) return;
    work.abort = new AbortController();
    this.change(key, { phase: 'sending', message: null, startedAt: this.ports.now() });
    void this.run(work);
  }

  /** Cancels a job, or removes a finished one from the list. */
  drop(key: number): void {
    const job = this.find(key);
    this.list.value = this.list.peek().filter((other) => other.key !== key);
    this.works.get(key)?.abort.abort();
    this.works.delete(key);
    // The server drops a stale upload on its own after a day.
    if (job?.upload && job.phase !== 'stored') this.ports.drop(job.upload).catch(() => undefined);
  }

  private begin(file: File, fields: UploadFields, upload: string | null): number {
    const key = ++this.lastKey;
    const work = { key, file, fields, abort: new AbortController() };
    const job: UploadJob = {
      key,
      name: fields.name || file.name,
      bytes: file.size,
      sent: 0,
      startedAt: this.ports.now(),
      phase: 'sending',
      upload,
      message: null,
      dataset: null,
    };
    this.list.value = [job, ...this.list.peek()];
    this.works.set(key, work);
    void this.run(work);
    return key;
  }

  private async run(work: Work): Promise<void> {
    const { key, file } = work;
    const inParts = file.size > limits.uploadBytes || this.find(key)?.upload;
    try {
      const { id } = await (inParts ? this.sendParts(work) : this.sendWhole(work));
      this.works.delete(key);
      this.change(key, { phase: 'stored', dataset: id, sent: file.size });
    } catch (error) {
      if (hasCode(error, 'cancelled')) return;
      this.change(key, { phase: 'failed', message: sentence(error) });
    }
  }

  private sendWhole({ key, file, fields, abort: { signal } }: Work): Promise<StoredFile> {
    return this.ports.sendFile(file, fields, { signal, onSent: (sent) => this.report(key, sent) });
  }

  private async sendParts(work: Work): Promise<StoredFile> {
    const { key, file, abort } = work;
    const { signal } = abort;
    const upload = await this.open(work);
    const bytesOf = (part: number) => Math.min(upload.partBytes, file.size - part * upload.partBytes);
    const received = new Set(upload.received);
    let done = [...received].reduce((sum, part) => sum + bytesOf(part), 0);
    for (let part = 0; part < upload.parts; part++) {
      if (received.has(part)) continue;
      const start = part * upload.partBytes;
      const onSent = (sent: number) => this.report(key, Math.min(done + sent, file.size));
      await this.ports.sendPart(upload.id, part, file.slice(start, start + upload.partBytes), { signal, onSent });
      done += bytesOf(part);
    }
    this.change(key, { phase: 'storing', sent: file.size });
    return this.complete(key, upload.id, signal);
  }

  /** Announces an upload, or asks what has arrived of a known one; refuses to continue with a different file. */
  private async open({ key, file, fields }: Work): Promise<UploadView> {
    const known = this.find(key)?.upload;
    const upload = await (known ? this.ports.readUpload(known) : this.ports.announce(announcementOf(file, fields)));
    if (upload.bytes !== file.size) {
      throw new Error(
        `This is a different file: it has ${file.size} bytes, but the upload started with ${upload.bytes}.`,
      );
    }
    this.change(key, { upload: upload.id });
    return upload;
  }

  private async complete(key: number, upload: string, signal: AbortSignal): Promise<StoredFile> {
    try {
      return await this.ports.complete(upload, signal);
    } catch (error) {
      // The server keeps nothing of a file that it refuses: trying again starts from the beginning.
      if (error instanceof ApiError && fileRefused.has(error.status)) this.change(key, { upload: null });
      throw error;
    }
  }

  private report(key: number, sent: number): void {
    const job = this.find(key);
    if (job?.phase !== 'sending') return;
    // Multipart adds some bytes around the file; once all are sent, the server is storing rows.
    if (sent >= job.bytes && job.upload === null) this.change(key, { sent: job.bytes, phase: 'storing' });
    else this.change(key, { sent });
  }

  private find(key: number): UploadJob | undefined {
    return this.list.peek().find((job) => job.key === key);
  }

  private change(key: number, changes: Partial<UploadJob>): void {
    this.list.value = this.list.peek().map((job) => (job.key === key ? { ...job, ...changes } : job));
  }
}
