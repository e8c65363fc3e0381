/** The number of edits and the seconds they are spread over. */
export const stormEdits = 1000;
export const stormSeconds = 10;

/**
 * Starts an edit every few milliseconds, as many people at once would, without waiting for the last one to finish.
 * @returns when the last of them was acknowledged, in milliseconds since 1970
 */
export async function storm(edit: (number: number) => Promise<void>): Promise<number> {
  const running: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const timer = setInterval(
      () => {
        running.push(edit(running.length));
        if (running.length < stormEdits) return;
        clearInterval(timer);
        resolve();
      },
      (stormSeconds * 1000) / stormEdits,
    );
  });
  await Promise.all(running);
  return Date.now();
}
