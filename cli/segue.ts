/** `npm run segue -- …`: the command line. */
import { exitWith, Failure } from './failure.js';
import { evaluate } from './commands/evaluate.js';
import { evaluateHelp } from './commands/evaluate-options.js';
import { list, recommend, show, upload } from './commands/remote.js';
import { train } from './commands/train.js';
import { verify } from './commands/verify.js';

const commands: Record<string, (args: string[]) => Promise<void>> = {
  evaluate,
  upload,
  list,
  show,
  recommend,
  verify,
  train,
};

const help = `npm run segue -- COMMAND …

${evaluateHelp}
segue upload FILE [--name --description --delimiter --header --encoding]    uploads a file as a data set
segue list                                                                  the public data sets
segue show DATASET                                                          its metadata and profile
segue recommend GENRE [--count N] [--best]                                  what the default model recommends
segue verify MODEL                                                          recomputes the current version from the rows

  These five take  --url ADDRESS of a running Segue (http://127.0.0.1:5000), and --json

segue train MODEL --project PROJECT | --database URL [--json]               trains and publishes as the function does, on this
                                                                            machine and with your own Google credentials
`;

try {
  const [name = 'help', ...args] = process.argv.slice(2);
  if (['help', '--help', '-h'].includes(name) || args.includes('--help')) console.log(help);
  else if (Object.hasOwn(commands, name)) await commands[name]!(args);
  else throw new Failure(`There is no command "${name}".\n\n${help}`);
} catch (error) {
  exitWith(error);
}
