/** Milliseconds between two checks whether the parent is still running. */
const LOOK_MS = 200;

/** Read at load time: the parent may be gone before anything is watched. */
const PARENT = process.ppid;

/**
 * Calls back once when the shell in which npm runs this program is gone. A signal to `npm run …` ends npm and that
 * shell, but shells such as dash do not pass it on, so the program would keep running and hold its port. Without npm
 * nothing is watched: a program started with `nohup` or `setsid` is meant to outlive its parent.
 */
export function whenOrphaned(callback: () => void): void {
  if (process.env.npm_lifecycle_event !== undefined) whenParentEnds(callback);
}

/** Calls back once when the process that started this one is gone. */
export function whenParentEnds(callback: () => void): void {
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(timer);
    callback();
  }, LOOK_MS).unref();
}
