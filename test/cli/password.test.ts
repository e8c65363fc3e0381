import { describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { readPassword } from '@segue/cli/password';
import { waitFor } from '../support/suite.js';

function terminal(isTTY: boolean) {
  return { input: Object.assign(new PassThrough(), { isTTY }), output: new PassThrough() };
}

describe('the password', () => {
  test('is that of the environment', async () => {
    expect(await readPassword('Password', terminal(true), { SEGUE_PASSWORD: 'from outside' })).toBe('from outside');
  });

  test('is all of a pipe but the end of its line', async () => {
    const { input, output } = terminal(false);
    input.end(' with blanks \r\n');
    expect(await readPassword('Password', { input, output }, {})).toBe(' with blanks ');
  });

  test('is typed at a prompt that does not show it', async () => {
    const { input, output } = terminal(true);
    const answer = readPassword('Password of lea', { input, output }, {});
    await waitFor('The prompt', () => Promise.resolve(output.readableLength > 0 || undefined), 5, 5);
    input.write('secret\n');
    expect(await answer).toBe('secret');
    output.end();
    const shown = await text(output);
    expect(shown).toContain('Password of lea');
    expect(shown).not.toContain('secret');
  });

  test('is not asked for again where the prompt is left', async () => {
    const { input, output } = terminal(true);
    const answer = readPassword('Password', { input, output }, {});
    await waitFor('The prompt', () => Promise.resolve(output.readableLength > 0 || undefined), 5, 5);
    input.write('\u0003');
    await expect(answer).rejects.toMatchObject({ name: 'Failure', message: 'Cancelled.' });
  });

  test('is never empty', async () => {
    const { input, output } = terminal(false);
    input.end('\n');
    await expect(readPassword('Password', { input, output }, {})).rejects.toThrow(/^There is no password: type it/);
  });
});
