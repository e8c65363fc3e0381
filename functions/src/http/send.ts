import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { Request } from 'firebase-functions/https';
import type { Response } from 'express';
import type { DownloadType, Route } from '@segue/core/contract/api/route';
import type { Problem } from '@segue/core/contract/errors';
import { errorText, log } from '../log.js';
import type { Download } from '../pipeline/answers/download.js';

/**
 * How long a reply may be kept. A reply to an account may hold what is private. All others are about public data; caches ask again
 * each time, so that they hold nothing that a switch to private hides.
 */
function allowCaching(request: Request, response: Response, isImmutable: boolean): void {
  const isForAccount = request.get('authorization') !== undefined;
  const lasting = isImmutable ? 'private, max-age=31536000, immutable' : null;
  response
    .set('Cache-Control', lasting ?? (isForAccount ? 'private, no-store' : 'no-cache'))
    .set('Vary', 'Authorization');
}

/** Sends JSON with an ETag, or 304 if the caller already has it; sends no body if there is none. */
export function sendReply(
  request: Request,
  response: Response,
  { status, isImmutable }: Pick<Route, 'status' | 'isImmutable'>,
  body: unknown,
): void {
  response.status(status);
  allowCaching(request, response, isImmutable === true);
  if (body === undefined) {
    response.end();
    return;
  }
  const text = JSON.stringify(body);
  const etag = etagOf(text);
  response.set('ETag', etag);
  if (status === 200 && request.get('if-none-match') === etag) response.status(304).end();
  else response.type('application/json').send(text);
}

/**
 * Sends a file as fast as the caller reads it, with an ETag of its basis, or 304 if the caller already has it. If the
 * file cannot be finished, the connection breaks off, so that it is not taken for whole.
 */
export async function sendDownload(
  request: Request,
  response: Response,
  type: DownloadType,
  { fileName, basis, pieces }: Download,
): Promise<void> {
  const etag = etagOf(JSON.stringify(basis));
  response.status(200).set('ETag', etag);
  allowCaching(request, response, false);
  if (request.get('if-none-match') === etag) {
    response.status(304).end();
    return;
  }
  response
    .set('Content-Type', type === 'application/zip' ? type : `${type}; charset=utf-8`)
    .set('Content-Disposition', `attachment; filename="${fileName}"`);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(inTurns(pieces)), response);
  } catch (error) {
    const { code } = Object(error) as { code?: unknown };
    // The caller left: nothing went wrong here.
    if (code !== 'ERR_STREAM_PREMATURE_CLOSE') log.error('A download broke off', { error: errorText(error) });
  }
}

/** Lets other requests have their turn after every piece. */
async function* inTurns(pieces: Download['pieces']): AsyncGenerator<string | Uint8Array, void> {
  for await (const piece of pieces) {
    yield piece;
    await setImmediate();
  }
}

function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}

/** Sends a problem document. Without no-store, Hosting caches a 404 for ten minutes. */
export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json');
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
  response.send(JSON.stringify(problem));
}
