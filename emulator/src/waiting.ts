/**
 * Bytes that may wait for a client that does not read. One that lets more pile up is cut off before the next is added:
 * what waits is bounded by this and one message, and a single answer may be of any size.
 */
export const BACKLOG_LIMIT = 64 * 1024 * 1024;

/** Longest wait of a timer, in milliseconds. */
const LONGEST_WAIT = 2 ** 31 - 1;

/** Calls back at a time (milliseconds since 1970); does not keep the process running. */
export function at(time: number, call: () => void): NodeJS.Timeout {
  return setTimeout(call, Math.min(Math.max(time - Date.now(), 0), LONGEST_WAIT)).unref();
}
