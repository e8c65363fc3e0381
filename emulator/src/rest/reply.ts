import type { ServerResponse } from 'node:http';
import { RequestFailure } from '../failure.js';
import { prettyJson } from '../tree/pretty-json.js';

/** Headers of every answer. */
export const NO_CACHE = { 'Cache-Control': 'no-cache' } as const;

/** Sends a text of a kind. */
export function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { ...NO_CACHE, 'Content-Type': `${type}; charset=utf-8` });
  response.end(text);
}

/** Sends JSON text. */
export function sendJson(response: ServerResponse, status: number, text: string): void {
  sendText(response, status, 'application/json', text);
}

/** Sends an error as the service prints it. */
export function sendErrorText(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, prettyJson({ error: message }));
}

/** Sends what a failed request gets: `{"error": …}` under the failure's status, 500 for a bug of ours. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    // The client is gone, or has half an answer: there is nothing to add.
    response.destroy();
    return;
  }
  if (error instanceof RequestFailure) {
    const subject = error.code === 'invalid_parameters' ? 'Invalid path: ' : '';
    sendErrorText(response, error.status, `${subject}${error.message}`);
  } else {
    console.error(error);
    sendErrorText(response, 500, 'Internal error in the database emulator; see its output for the cause');
  }
}
