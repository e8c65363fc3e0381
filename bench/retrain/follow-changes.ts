import type { Suite } from '@segue/suite/launcher/suite';

/** A written path, and when its event arrived. */
export interface FollowedChange {
  path: string;
  at: number;
}

/** Follows all writes to a suite's database through its event stream until stopped; the list grows meanwhile. */
export async function followChanges(suite: Suite): Promise<{ changes: FollowedChange[]; stop: () => void }> {
  const changes: FollowedChange[] = [];
  const stopped = new AbortController();
  const response = await fetch(`${suite.databaseUrl}/.json?ns=${suite.project}`, {
    headers: { Accept: 'text/event-stream', Authorization: 'Bearer owner' },
    signal: stopped.signal,
  });
  let isFirst = true;
  void readEvents(response, (data) => {
    const at = Date.now();
    const event = JSON.parse(data) as { path: string; data: unknown } | null;
    // The first event holds the initial state; later ones at the root are writes all over the tree.
    if (!event || isFirst) return void (isFirst = false);
    const base = event.path.slice(1);
    changes.push({ path: base, at });
    // A write of several paths arrives as one event, at their common path.
    for (const below of pathsBelow(event.data, base, 4)) changes.push({ path: below, at });
  }).catch((error: unknown) => {
    if (!stopped.signal.aborted) throw error;
  });
  return { changes, stop: () => stopped.abort() };
}

async function readEvents(response: Response, onData: (data: string) => void): Promise<void> {
  if (!response.body) throw new Error(`The event stream has no body (status ${response.status}).`);
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) onData(line.slice('data: '.length));
  }
}

function* pathsBelow(value: unknown, path: string, depth: number): Generator<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const below = path === '' ? key : `${path}/${key}`;
    yield below;
    yield* pathsBelow(child, below, depth - 1);
  }
}
