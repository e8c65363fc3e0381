import { setImmediate } from 'node:timers/promises';

/** The chunks of a long answer, each in a turn of the event loop of its own: other clients are served between them. */
export async function* inTurns(chunks: Iterable<string>): AsyncGenerator<string> {
  for (const chunk of chunks) {
    yield chunk;
    await setImmediate();
  }
}
