import { createHash } from 'node:crypto';
import type { Request } from 'firebase-functions/https';
import type { Response } from 'express';
import type { Problem } from '@segue/core/contract/errors';

/** Sends JSON with an ETag, or 304 if the caller already has it; sends no body if there is none. */
export function sendReply(request: Request, response: Response, status: number, body: unknown): void {
  response.status(status).set('Cache-Control', 'no-cache');
  if (body === undefined) {
    response.end();
    return;
  }
  const text = JSON.stringify(body);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  response.set('ETag', etag);
  if (status === 200 && request.get('if-none-match') === etag) {
    response.status(304).end();
    return;
  }
  response.type('application/json').send(text);
}

/** Sends a problem document. Without no-store, Hosting caches a 404 for ten minutes. */
export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).set('Cache-Control', 'no-store').type('application/problem+json');
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
  response.send(JSON.stringify(problem));
}
