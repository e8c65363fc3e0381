import type { Request } from 'firebase-functions/https';
import type { RouteBody } from '@segue/core/contract/api/route';
import { SegueError } from '@segue/core/contract/errors';
import { limits } from '@segue/core/contract/limits';
import { checkInput } from './check-input.js';
import { readForm } from './multipart.js';

/**
 * The JSON of a request, which the platform has parsed.
 * @throws not-json
 */
export function readJson(request: Request): unknown {
  if (request.is('json') || request.is('+json')) return request.body;
  throw new SegueError('not-json', 'This request must be JSON. Send it with Content-Type: application/json.');
}

/**
 * The form or the bytes of a request.
 * @throws what `readForm` and `checkInput` throw
 */
export async function readUploaded(body: Exclude<RouteBody, { kind: 'json' }>, request: Request): Promise<unknown> {
  if (body.kind === 'bytes') return await readBytes(request);
  const { fields, file } = await readForm(request);
  return { fields: checkInput(body.fields, fields, 'form'), file };
}

/** The body, unparsed. Without a Content-Type the platform leaves it unread. */
async function readBytes(request: Request): Promise<Uint8Array> {
  // The type promises a body that exists only if the platform has read it.
  const read = request.rawBody as Buffer | undefined;
  if (read !== undefined) return read;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    // A body that is too long is read to its end, so that the caller gets the error, but not kept.
    if (bytes <= limits.partBytes) chunks.push(chunk);
    bytes += chunk.length;
  }
  return Buffer.concat(chunks);
}
