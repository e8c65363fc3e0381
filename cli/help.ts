import { evaluateHelp } from './commands/evaluate-options.js';

/** What `segue help` prints. */
export const help = `npm run segue -- COMMAND …

${evaluateHelp}
segue sign-in --email ADDRESS | --guest                                     to an account, which the next commands use; the
                                                                            password from SEGUE_PASSWORD, a prompt or a pipe
segue sign-out [--guest]                                                    forgets it; --guest also a guest, who is then lost
segue account                                                               who is signed in, and on which server
segue upload FILE [--public | --private] [--name --description --delimiter --header --encoding]
                                                                            stores a file as a data set (private)
segue visibility DATASET public|private                                     shows it to everyone, or to its owner alone
segue delete DATASET                                                        deletes it with its models
segue share DATASET ADDRESS [--editor]                                      invites an account to read it, or to change it too
segue members DATASET                                                       whom it is shared with, and who was invited
segue unshare DATASET ADDRESS|UID                                           ends a membership, or withdraws an invitation
segue join DATASET                                                          accepts an invitation
segue leave DATASET                                                         ends your own membership
segue list                                                                  the data sets you can see
segue show DATASET                                                          its metadata and profile
segue recommend USER [--model MODEL] [--count N] [--best]                   what a model recommends, and why (the default model)
segue recommend --all MODEL [--csv | --jsonl] [--count N] [--best]          what a model recommends to each of its users
                                                                            both take --tag WORD and --without WORD, repeated
segue default [MODEL | --none]                                              which model answers where none is named; to choose
                                                                            one, or none, needs an administrator's account
segue administrator EMAIL [--remove]                                        makes an account an administrator, with your own
                                                                            Google credentials; the emulator needs none
segue verify MODEL                                                          recomputes the current version from the rows

  These take  --url ADDRESS of a running Segue (http://127.0.0.1:5000), and --json, except with --all. Where it requires
  App Check, set SEGUE_APP_CHECK_DEBUG_TOKEN

segue train MODEL --project PROJECT | --database URL [--json]               trains and publishes as the function does, on this
                                                                            machine and with your own Google credentials
`;
