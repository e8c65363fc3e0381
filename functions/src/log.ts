import { logger } from 'firebase-functions';
import type { Log } from './pipeline/ports.js';

/** The log: structured, one line per message, each with a severity. */
export const log: Log = {
  info: (message, details) => logger.info(message, details ?? {}),
  error: (message, details) => logger.error(message, details ?? {}),
};

/** An error for the log: its stack and those of its causes. */
export function errorText(error: unknown): string {
  // Node's own errors may come from another realm, where `instanceof Error` fails.
  const { stack, cause } = Object(error) as Partial<Error>;
  const own = stack ?? String(error);
  return cause === undefined ? own : `${own}\nCaused by ${errorText(cause)}`;
}
