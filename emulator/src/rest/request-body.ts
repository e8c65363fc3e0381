import type { IncomingMessage } from 'node:http';
import type { WrittenValue } from '../database/database.js';
import { RequestFailure } from '../failure.js';
import type { JsonStream } from '../tree/json-stream.js';
import type { Draft } from '../tree/server-values.js';
import { parseJson, withParseErrors } from './rest-request.js';

/** Largest body, in bytes. https://firebase.google.com/docs/database/usage/limits */
const BODY_LIMIT = 256 * 1024 * 1024;

/** Bytes up to which a body is parsed whole, which is faster. */
const WHOLE = 16 * 1024 * 1024;

/** Bytes that the service is assumed to write within the time limit of each size. */
const WRITE_SIZES: Readonly<Record<string, number>> = {
  tiny: 1_000_000,
  small: 10_000_000,
  medium: 30_000_000,
  large: 60_000_000,
  unlimited: Infinity,
};

/** How many bytes are taken, and the error for more. */
interface SizeLimit {
  readonly bytes: number;
  readonly problem: () => RequestFailure;
}

const USUAL: SizeLimit = {
  bytes: BODY_LIMIT,
  problem: () => new RequestFailure('too_big', 'Data requested exceeds the maximum size of a write (256 MB)'),
};

/** Reads the whole body as text. Throws `too_big` past the limit, 256 MB by default. */
export async function readBody(message: IncomingMessage, limit = USUAL): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readChunks(message, limit)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads the body as JSON. Throws `too_big` past 256 MB or `writeSizeLimit`, and `invalid_data`. */
export async function readJson(message: IncomingMessage, params: URLSearchParams): Promise<unknown> {
  const limit = limitOf(params);
  return parseJson(await readBody(message, limit.bytes > BODY_LIMIT ? USUAL : limit));
}

/**
 * Reads the body as the value of a write. With `writeSizeLimit=unlimited`, as in the Emulator Suite's import, it may
 * have any length; beyond 16 MB it is read as it arrives, so that there is never a copy of its text. Throws `too_big`
 * past 256 MB or `writeSizeLimit`, and `invalid_data` for text that is not JSON; of a long body for what cannot be
 * stored, too.
 *
 * @param makeReader makes the reader of a long body
 */
export async function readValue(
  message: IncomingMessage,
  params: URLSearchParams,
  makeReader: () => JsonStream,
): Promise<WrittenValue> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let stream: JsonStream | undefined;
  for await (const chunk of readChunks(message, limitOf(params))) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes <= WHOLE) continue;
    stream ??= makeReader();
    write(stream, chunks);
    chunks = [];
  }
  return stream === undefined ? { json: parseJson(Buffer.concat(chunks).toString('utf8')) } : { draft: end(stream) };
}

function write(stream: JsonStream, chunks: readonly Buffer[]): void {
  withParseErrors(() => chunks.forEach((chunk) => stream.write(chunk)));
}

function end(stream: JsonStream): Draft {
  return withParseErrors(() => stream.end());
}

/** The chunks of a body up to the limit. What is left when the caller stops early is received and dropped. */
async function* readChunks(message: IncomingMessage, { bytes: most, problem }: SizeLimit): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    // Not destroyed when it is refused: the client still sends, and reads the refusal only afterwards.
    for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) throw problem();
      yield chunk;
    }
  } finally {
    message.resume();
  }
}

/** The limit that `writeSizeLimit` sets. */
function limitOf(params: URLSearchParams): SizeLimit {
  const name = params.get('writeSizeLimit');
  if (name === null) return USUAL;
  const bytes = WRITE_SIZES[name];
  if (bytes === undefined) {
    throw new RequestFailure('invalid_data', 'writeSizeLimit must be tiny, small, medium, large or unlimited');
  }
  const problem = () => new RequestFailure('too_big', `The write is larger than writeSizeLimit=${name} allows`);
  return { bytes, problem };
}
