/** How often it is looked whether the shell is still there, in milliseconds. */
const LOOK_MS = 200;

/** Taken at once: it may be gone before the program is ready to be told. */
const SHELL = process.ppid;

/**
 * Calls back, once, when the shell in which npm runs this program is gone. A signal to `npm run …` ends npm and the
 * shell between, and shells such as dash do not pass it on: the program would go on with its port and never be told.
 * Without npm nothing is watched: who starts a program with `nohup` or `setsid` wants it to outlive its parent.
 */
export function whenOrphaned(callback: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === SHELL) return;
    clearInterval(timer);
    callback();
  }, LOOK_MS).unref();
}
