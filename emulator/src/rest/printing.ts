import { type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { RequestFailure } from '../failure.js';
import type { Node } from '../tree/node.js';
import { jsonPieces } from '../tree/json-pieces.js';
import { type Format, toJson } from '../tree/to-json.js';
import { prettyJson } from '../tree/pretty-json.js';
import { NO_CACHE, sendJson, sendText } from './reply.js';

/** Sends data as the request asks: `print=pretty` or `silent`, and for reads `download=NAME` and `callback=NAME`. */
export function sendData(params: URLSearchParams, response: ServerResponse, text: string): void {
  const print = params.get('print');
  if (print === 'silent') {
    response.writeHead(204, NO_CACHE);
    response.end();
    return;
  }
  sendJson(response, 200, print === 'pretty' ? prettyJson(JSON.parse(text)) : text);
}

/** Sends the result of a read; `download` makes it a file, `callback` a script that calls a function with it. */
export function sendRead(params: URLSearchParams, response: ServerResponse, text: string): void {
  const download = params.get('download');
  if (download !== null) {
    const name = download.replace(/[^\w.-]/g, '_') || 'data.json';
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  }
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
 * Sends a node in pieces as the client reads it: a client that never reads the reply, like the Emulator Suite's import,
 * then costs no memory.
 */
export function sendInPieces(params: URLSearchParams, response: ServerResponse, node: Node, format: Format): void {
  if (params.get('print') !== null) return sendData(params, response, toJson(node, format));
  response.writeHead(200, { ...NO_CACHE, 'Content-Type': 'application/json; charset=utf-8' });
  Readable.from(jsonPieces(node, format), { highWaterMark: 1 }).pipe(response);
}
