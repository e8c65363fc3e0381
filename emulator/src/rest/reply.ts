import type { ServerResponse } from 'node:http';
import { Failure } from '../failure.js';

/** Sends JSON text. */
export function sendJson(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-cache' });
  response.end(text);
}

/** Sends what a failed request gets: `{"error": …}` under the failure's status, 500 for a bug of ours. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    // The client is gone, or has half an answer: there is nothing to add.
    response.destroy();
    return;
  }
  if (error instanceof Failure) {
    sendJson(response, error.status, JSON.stringify({ error: error.message }));
  } else {
    console.error(error);
    sendJson(
      response,
      500,
      JSON.stringify({ error: 'Internal error of the database emulator; its output has the cause' }),
    );
  }
}
