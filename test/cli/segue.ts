import { jest } from '@jest/globals';
import { runCommand } from '@segue/cli/run';
import type { Suite } from '../support/suite.js';

/** Does a command on a suite as the command line would, and gives what it prints. */
export async function segue(suite: Suite, ...args: string[]): Promise<string> {
  const log = jest.spyOn(console, 'log').mockReturnValue();
  try {
    await runCommand([...args, '--url', `${suite.hostingUrl}/`]);
    return log.mock.calls.map(([line]) => String(line)).join('\n');
  } finally {
    log.mockRestore();
  }
}
