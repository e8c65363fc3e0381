import { evaluateHelp } from './commands/evaluate-options.js';

/** What `segue help` prints. */
export const help = `npm run segue -- COMMAND …

${evaluateHelp}
segue upload FILE [--name --description --delimiter --header --encoding]    uploads a file as a data set
segue list                                                                  the public data sets
segue show DATASET                                                          its metadata and profile
segue recommend USER [--model MODEL] [--count N] [--best]                   what a model recommends, and why (the default model)
segue recommend --all MODEL [--csv | --jsonl] [--count N] [--best]          what a model recommends to each of its users
                                                                            both take --tag WORD and --without WORD, repeated
segue verify MODEL                                                          recomputes the current version from the rows

  These take  --url ADDRESS of a running Segue (http://127.0.0.1:5000), and --json, except with --all. Where it requires
  App Check, set SEGUE_APP_CHECK_DEBUG_TOKEN

segue train MODEL --project PROJECT | --database URL [--json]               trains and publishes as the function does, on this
                                                                            machine and with your own Google credentials
`;
