import { expect, it } from '@jest/globals';
import { inTurns } from '@segue/emulator/rest/in-turns';

it('serves others between the chunks of a long answer', async () => {
  const seen: string[] = [];
  for await (const chunk of inTurns(['a', 'b', 'c'])) {
    seen.push(chunk);
    // What other clients wait for runs in a turn of its own.
    setImmediate(() => seen.push('other'));
  }
  expect(seen).toEqual(['a', 'other', 'b', 'other', 'c', 'other']);
});
