import { logger } from 'firebase-functions';
import type { Log } from './pipeline/ports.js';

/** The log: structured, one line a message, told apart by severity. */
export const log: Log = {
  info: (message, details) => logger.info(message, details ?? {}),
  error: (message, details) => logger.error(message, details ?? {}),
};
