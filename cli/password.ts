import { text } from 'node:stream/consumers';
import askPassword from '@inquirer/password';
import { Failure } from './failure.js';

/** Where a prompt reads and shows its question. */
export interface Terminal {
  input: NodeJS.ReadableStream & { isTTY?: boolean };
  output: NodeJS.WritableStream;
}

/** Standard output stays free for what a command prints. */
const ownTerminal: Terminal = { input: process.stdin, output: process.stderr };

/**
 * Reads a password: from the environment variable SEGUE_PASSWORD, at a prompt that does not echo it, or, where there is
 * no terminal, from the whole of standard input.
 *
 * @throws Failure if it is empty, or the prompt is left
 */
export async function readPassword(
  question: string,
  { input, output }: Terminal = ownTerminal,
  environment = process.env,
): Promise<string> {
  const given = environment['SEGUE_PASSWORD'];
  const password = given ?? (input.isTTY ? await prompt(question, { input, output }) : await readLine(input));
  if (password === '') throw new Failure('There is no password: type it, set SEGUE_PASSWORD, or pipe it in.');
  return password;
}

async function prompt(message: string, terminal: Terminal): Promise<string> {
  try {
    return await askPassword({ message }, terminal);
  } catch (cause) {
    throw new Failure('Cancelled.', { cause });
  }
}

async function readLine(input: NodeJS.ReadableStream): Promise<string> {
  return (await text(input)).replace(/\r?\n$/, '');
}
