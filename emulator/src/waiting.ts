/**
 * Bytes that may wait for a client that does not read. If more pile up, the client is cut off before the next message
 * is added: waiting data is bounded by this plus one message, and a single message may be of any size.
 */
export const BACKLOG_LIMIT = 64 * 1024 * 1024;

/** Longest delay of a timer, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** Calls back at a time (milliseconds since 1970); does not keep the process running. */
export function at(time: number, call: () => void): NodeJS.Timeout {
  return setTimeout(call, Math.min(Math.max(time - Date.now(), 0), LONGEST_WAIT)).unref();
}
