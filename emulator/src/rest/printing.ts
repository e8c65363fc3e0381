import { type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { RequestFailure } from '../failure.js';
import type { Node } from '../tree/node.js';
import { CHUNK, jsonChunks } from '../tree/json-chunks.js';
import { type Format, toJson } from '../tree/to-json.js';
import { prettyJson } from '../tree/pretty-json.js';
import { inTurns } from './in-turns.js';
import { NO_CACHE, sendJson, sendText } from './reply.js';

/** Sends data as the request asks: `print=pretty` or `silent`, and for reads `download=NAME` and `callback=NAME`. */
export function sendData(params: URLSearchParams, response: ServerResponse, text: string): void {
  if (isSilent(params)) sendNothing(response);
  else sendJson(response, 200, params.get('print') === 'pretty' ? prettyJson(JSON.parse(text)) : text);
}

function isSilent(params: URLSearchParams): boolean {
  return params.get('print') === 'silent';
}

function sendNothing(response: ServerResponse): void {
  response.writeHead(204, NO_CACHE);
  response.end();
}

/** Makes the reply a file, if `download` asks for it. */
export function nameDownload(params: URLSearchParams, response: ServerResponse): void {
  const download = params.get('download');
  if (download === null) return;
  const name = download.replace(/[^\w.-]/g, '_') || 'data.json';
  response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
}

/** The text of a read if it is needed whole: to print or wrap it, or to see how long it takes; else undefined. */
export function wholeText(params: URLSearchParams, node: Node, format: Format): string | undefined {
  if (isSilent(params)) return undefined;
  const isWhole = ['print', 'callback', 'timeout'].some((name) => params.has(name));
  return isWhole ? toJson(node, format) : undefined;
}

/** Sends the text of a read; `callback` makes it a script that calls a function with it. */
export function sendRead(params: URLSearchParams, response: ServerResponse, text: string): void {
  const callback = params.get('callback');
  if (callback === null) return sendData(params, response, text);
  if (!/^[\w$][\w$.]*$/.test(callback))
    throw new RequestFailure('invalid_data', 'callback must be the name of a function');
  // The comment keeps browsers from taking the reply for anything but a script; older ones end lines at these
  // separators.
  const safe = text.replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
  sendText(response, 200, 'application/javascript', `/**/${callback}(${safe});`);
}

/**
 * Sends a node; a long one in chunks, made as the client reads them, so an unread reply (the Suite's import) costs no
 * memory. With `print=pretty` the text is built whole.
 */
export function sendNode(params: URLSearchParams, response: ServerResponse, node: Node, format: Format): void {
  if (isSilent(params)) return sendNothing(response);
  if (params.has('print')) return sendData(params, response, toJson(node, format));
  const chunks = jsonChunks(node, format);
  const first = chunks.next().value ?? '';
  if (first.length < CHUNK) return sendJson(response, 200, first);
  response.writeHead(200, { ...NO_CACHE, 'Content-Type': 'application/json; charset=utf-8' });
  response.write(first);
  Readable.from(inTurns(chunks), { highWaterMark: 1 }).pipe(response);
}
