import { describe, expect, test } from '@jest/globals';
import type { UploadView } from '@segue/core/contract/api/uploads';
import { ApiError } from '@segue/core/contract/api/api-error';
import type { UploadFields, UploadJob } from '@segue/hosting/data/upload-job';
import { UploadQueue, type Sending, type StoredFile, type UploadPorts } from '@segue/hosting/data/upload-queue';
import { deferred, settled, type Deferred } from './support/manual-clock.js';

const fields: UploadFields = {
  name: 'Music',
  description: '',
  delimiter: ';',
  header: 'true',
  encoding: '',
  visibility: 'private',
};

const small = new File(['0123456789'], 'music.csv');
/** One byte too many to be sent whole; three parts of ten million bytes. */
const large = new File([new Uint8Array(24_000_001)], 'large.csv');

const cancelled = new ApiError('cancelled', 0, 'Cancelled.');

/** A request that is under way, until a test answers it or its job stops it. */
interface Request extends Sending, Deferred<StoredFile> {
  what: string;
}

/** A server that notes every request. What is sent waits for an answer; all else is answered at once. */
class NotingServer implements UploadPorts {
  time = 1000;
  readonly noted: string[] = [];
  readonly announced: unknown[] = [];
  /** Parts that have arrived. */
  received: number[] = [];
  bytes = large.size;
  partBytes = 10_000_000;
  sent: object | undefined;
  readonly requests: Request[] = [];

  readonly now = () => this.time;
  readonly sendFile: UploadPorts['sendFile'] = (file, given, sending) => {
    this.sent = { ...given, file };
    return this.send('file', sending);
  };
  readonly sendPart: UploadPorts['sendPart'] = (upload, part, bytes, sending) =>
    this.send(`${upload} part ${part}: ${bytes.size}`, sending);
  readonly announce: UploadPorts['announce'] = (announcement) => {
    this.announced.push(announcement);
    return this.view('announce', `u${this.announced.length}`);
  };
  readonly readUpload: UploadPorts['readUpload'] = (upload) => this.view(`read ${upload}`, upload);
  readonly complete: UploadPorts['complete'] = (upload, signal) =>
    this.send(`complete ${upload}`, { signal, onSent: () => undefined });
  readonly drop: UploadPorts['drop'] = (upload) => {
    this.noted.push(`drop ${upload}`);
    return Promise.resolve(null);
  };

  /** The request that was made last. */
  get last(): Request {
    return this.requests.at(-1) ?? expectRequest();
  }

  async answer(id = 'music'): Promise<void> {
    this.last.resolve({ id });
    await settled();
  }

  async refuse(error: unknown): Promise<void> {
    this.last.reject(error);
    await settled();
  }

  private view(what: string, id: string): Promise<UploadView> {
    this.noted.push(what);
    const { bytes, partBytes, received } = this;
    return Promise.resolve({ id, state: 'open', bytes, partBytes, parts: Math.ceil(bytes / partBytes), received });
  }

  private send(what: string, sending: Sending): Promise<StoredFile> {
    this.noted.push(what);
    const request = { what, ...sending, ...deferred<StoredFile>() };
    this.requests.push(request);
    if (sending.signal.aborted) request.reject(cancelled);
    sending.signal.addEventListener('abort', () => request.reject(cancelled));
    return request.promise;
  }
}

function expectRequest(): never {
  throw new Error('Nothing was sent.');
}

function open() {
  const server = new NotingServer();
  const queue = new UploadQueue(server);
  const job = (): UploadJob => queue.jobs.value[0] ?? expectRequest();
  return { server, queue, job };
}

/** A large file whose first part is being sent. */
async function begun() {
  const opened = open();
  const key = opened.queue.start(large, fields);
  await settled();
  return { ...opened, key };
}

describe('a file sent whole', () => {
  test('goes with its fields, is reported while it leaves, and is stored', async () => {
    const { server, queue, job } = open();
    queue.start(small, fields);
    expect(job()).toMatchObject({ name: 'Music', bytes: 10, sent: 0, phase: 'sending', startedAt: 1000, upload: null });
    expect(server.sent).toEqual({ ...fields, file: small });
    server.last.onSent(4);
    expect(job()).toMatchObject({ sent: 4, phase: 'sending' });
    // The form is larger than the file.
    server.last.onSent(300);
    expect(job()).toMatchObject({ sent: 10, phase: 'storing' });
    await server.answer('music');
    expect(job()).toMatchObject({ phase: 'stored', dataset: 'music', sent: 10 });
    expect(server.noted).toEqual(['file']);
  });

  test('can be tried again after a failure', async () => {
    const { server, queue, job } = open();
    const key = queue.start(small, fields);
    await server.refuse(new Error('The server does not answer.'));
    expect(job()).toMatchObject({ phase: 'failed', message: 'The server does not answer.' });
    server.time = 2000;
    queue.continue(key);
    expect(job()).toMatchObject({ phase: 'sending', message: null, startedAt: 2000 });
    await server.answer();
    expect(job().phase).toBe('stored');
  });

  test('is sent beside others, the newest first', async () => {
    const { server, queue } = open();
    queue.start(small, fields);
    queue.start(small, { ...fields, name: '' });
    expect(queue.jobs.value.map(({ name }) => name)).toEqual(['music.csv', 'Music']);
    await server.answer('second');
    expect(queue.jobs.value.map(({ phase }) => phase)).toEqual(['stored', 'sending']);
  });
});

describe('a file sent in parts', () => {
  test('is announced without what is to be detected, sent part by part and completed', async () => {
    const { server, job } = await begun();
    expect(server.announced).toEqual([
      { fileName: 'large.csv', bytes: 24_000_001, name: 'Music', delimiter: ';', header: true, visibility: 'private' },
    ]);
    expect(job()).toMatchObject({ upload: 'u1', phase: 'sending' });
    await server.answer();
    server.last.onSent(5_000_000);
    expect(job().sent).toBe(15_000_000);
    await server.answer();
    server.last.onSent(4_000_900);
    expect(job()).toMatchObject({ sent: 24_000_001, phase: 'sending' });
    await server.answer();
    expect(job().phase).toBe('storing');
    await server.answer('music');
    expect(job()).toMatchObject({ phase: 'stored', dataset: 'music' });
    expect(server.noted).toEqual([
      'announce',
      'u1 part 0: 10000000',
      'u1 part 1: 10000000',
      'u1 part 2: 4000001',
      'complete u1',
    ]);
  });

  test('stops when paused, and resumes with the missing parts', async () => {
    const { server, queue, job, key } = await begun();
    await server.answer();
    queue.pause(key);
    await settled();
    expect(job()).toMatchObject({ phase: 'paused', message: null });
    expect(server.last.signal.aborted).toBe(true);
    server.received = [0];
    server.noted.length = 0;
    queue.continue(key);
    await settled();
    expect(job().phase).toBe('sending');
    expect(server.noted).toEqual(['read u1', 'u1 part 1: 10000000']);
    server.last.onSent(1);
    expect(job().sent).toBe(10_000_001);
  });

  test('reports nothing more once it is paused', async () => {
    const { server, queue, job, key } = await begun();
    server.last.onSent(7);
    queue.pause(key);
    server.last.onSent(8);
    expect(job()).toMatchObject({ phase: 'paused', sent: 7 });
  });

  test('continues after the server did not answer', async () => {
    const { server, queue, job, key } = await begun();
    await server.refuse(new ApiError('unreachable', 0, 'The server does not answer.'));
    expect(job()).toMatchObject({ phase: 'failed', upload: 'u1' });
    queue.continue(key);
    await settled();
    expect(server.noted.slice(-2)).toEqual(['read u1', 'u1 part 0: 10000000']);
  });

  test.each([400, 415, 422])('starts over after the server refused the file with %d', async (status) => {
    const { server, queue, job, key } = await begun();
    for (let part = 0; part < 3; part++) await server.answer();
    expect(server.last.what).toBe('complete u1');
    await server.refuse(new ApiError('invalid-request', status, 'Line 7 has 3 cells.'));
    expect(job()).toMatchObject({ phase: 'failed', upload: null, message: 'Line 7 has 3 cells.' });
    queue.continue(key);
    await settled();
    expect(server.noted.slice(-2)).toEqual(['announce', 'u2 part 0: 10000000']);
  });

  test('keeps its parts where completing failed for another reason', async () => {
    const { server, job } = await begun();
    for (let part = 0; part < 3; part++) await server.answer();
    await server.refuse(new ApiError('internal', 500, 'The server answered 500.'));
    expect(job()).toMatchObject({ phase: 'failed', upload: 'u1' });
  });
});

describe('an upload of an earlier visit', () => {
  test('sends only what is missing, also of a small file', async () => {
    const { server, queue, job } = open();
    server.bytes = 10;
    server.partBytes = 4;
    server.received = [0, 2];
    queue.resume(small, 'old');
    await settled();
    expect(server.noted).toEqual(['read old', 'old part 1: 4']);
    server.last.onSent(1);
    expect(job()).toMatchObject({ name: 'music.csv', upload: 'old', sent: 7 });
  });

  test('is private if it must be sent again: nobody said otherwise', async () => {
    const { server, queue } = open();
    server.bytes = 10;
    server.partBytes = 10;
    const key = queue.resume(small, 'old');
    await settled();
    await server.answer();
    await server.refuse(new ApiError('invalid-csv', 422, 'Line 7 has 3 cells.'));
    queue.continue(key);
    await settled();
    expect(server.sent).toMatchObject({ visibility: 'private' });
  });

  test('is not continued with another file', async () => {
    const { server, queue, job } = open();
    queue.resume(small, 'old');
    await settled();
    expect(job()).toMatchObject({
      phase: 'failed',
      message: 'This is a different file: it has 10 bytes, but the upload started with 24000001.',
    });
    expect(server.requests).toEqual([]);
  });
});

describe('a dropped job', () => {
  test('stops sending, leaves the list and is dropped on the server', async () => {
    const { server, queue, key } = await begun();
    queue.drop(key);
    await settled();
    expect(server.last.signal.aborted).toBe(true);
    expect(server.noted.at(-1)).toBe('drop u1');
    expect(queue.jobs.value).toEqual([]);
    queue.continue(key);
    expect(queue.jobs.value).toEqual([]);
  });

  test('leaves the server alone where it was stored, or was sent whole', async () => {
    const { server, queue, key } = await begun();
    for (let request = 0; request < 4; request++) await server.answer();
    queue.drop(key);
    queue.drop(queue.start(small, fields));
    await settled();
    expect(server.noted.filter((what) => what.startsWith('drop'))).toEqual([]);
    expect(queue.jobs.value).toEqual([]);
  });
});
