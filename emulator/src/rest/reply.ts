import type { ServerResponse } from 'node:http';
import { RequestFailure } from '../failure.js';
import { prettyJson } from '../tree/pretty-json.js';

/** Headers of every reply. */
export const NO_CACHE = { 'Cache-Control': 'no-cache' } as const;

/** Sends text of a content type. */
export function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { ...NO_CACHE, 'Content-Type': `${type}; charset=utf-8` });
  response.end(text);
}

/** Sends JSON text. */
export function sendJson(response: ServerResponse, status: number, text: string): void {
  sendText(response, status, 'application/json', text);
}

/** Sends an error in the service's format. */
export function sendErrorText(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, prettyJson({ error: message }));
}

/** Sends the reply to a failed request: `{"error": …}` with the failure's status, or 500 for a bug in the emulator. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    // The client is gone or already has half a reply: nothing more can be sent.
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
