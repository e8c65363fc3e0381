/** `npm run segue -- …`: the command line. */
import { exitWith } from './failure.js';
import { runCommand } from './run.js';

try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  exitWith(error);
}
