import { Failure } from './failure.js';

type Command = (args: string[]) => Promise<void>;

/** A command's code is loaded when the command is named: help needs none, and the offline ones no Firebase. */
const commands: Record<string, () => Promise<Command>> = {
  evaluate: async () => (await import('./commands/evaluate.js')).evaluate,
  'sign-in': async () => (await import('./commands/sign-in.js')).signIn,
  'sign-out': async () => (await import('./commands/sign-in.js')).signOut,
  account: async () => (await import('./commands/sign-in.js')).showAccount,
  upload: async () => (await import('./commands/own-datasets.js')).upload,
  visibility: async () => (await import('./commands/own-datasets.js')).setVisibility,
  delete: async () => (await import('./commands/own-datasets.js')).deleteOwn,
  list: async () => (await import('./commands/remote.js')).list,
  show: async () => (await import('./commands/remote.js')).show,
  recommend: async () => (await import('./commands/remote.js')).recommend,
  share: async () => (await import('./commands/sharing.js')).share,
  unshare: async () => (await import('./commands/sharing.js')).unshare,
  members: async () => (await import('./commands/sharing.js')).members,
  join: async () => (await import('./commands/membership.js')).joinShared,
  leave: async () => (await import('./commands/membership.js')).leaveShared,
  default: async () => (await import('./commands/default-model.js')).defaultModel,
  administrator: async () => (await import('./commands/administrator.js')).administrator,
  verify: async () => (await import('./commands/verify.js')).verify,
  train: async () => (await import('./commands/train.js')).train,
};

/**
 * Does what the command line says.
 *
 * @param args what follows `segue`: the command's name and its options
 * @throws Failure that says what to write instead
 */
export async function runCommand([name = 'help', ...args]: string[]): Promise<void> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const asksForHelp = ['help', '--help', '-h'].includes(name) || args.includes('--help');
  if (asksForHelp) console.log((await import('./help.js')).help);
  else if (load) await (await load())(args);
  else throw new Failure(`There is no command "${name}".\n\n${(await import('./help.js')).help}`);
}
