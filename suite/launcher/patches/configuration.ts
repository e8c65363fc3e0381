import { relative } from 'node:path';
import { loadInternal, wrapExport } from '../internals.js';
import { helperNames, portNames, type HostOptions } from '../messages.js';

/** The parts of firebase-tools' configuration object that are changed here. */
interface Config {
  projectDir: string;
  set: (key: string, value: unknown) => void;
}

interface EmulatorStartOptions {
  config: Config;
}

interface Controller {
  startAll: (options: EmulatorStartOptions, ...rest: unknown[]) => Promise<unknown>;
}

/**
 * Applies the caller's choices to firebase.json in memory: a second file would have to be in the project's folder,
 * since all its paths are relative to the file.
 *
 * @param ready called when all emulators listen, the data is imported, the functions loaded and the rules uploaded
 *
 * If firebase-tools changes: `loadInternal` says that the export is gone.
 */
export function applyChoices(choices: HostOptions, ready: () => void): void {
  const controller = loadInternal<Controller>('./lib/emulator/controller', ['startAll']);
  wrapExport(controller, 'startAll', (original) => async (options, ...rest) => {
    changeConfig(options.config, choices);
    const result = await original(options, ...rest);
    ready();
    return result;
  });
}

function changeConfig(config: Config, choices: HostOptions): void {
  for (const name of portNames) config.set(`emulators.${name}.port`, choices.ports[name]);
  for (const name of helperNames) config.set(`emulators.${name}.port`, choices.helperPorts[name]);
  if (choices.functionsDir) {
    const source = relative(config.projectDir, choices.functionsDir);
    config.set('functions', [{ source, codebase: 'default', runtime: 'nodejs22' }]);
  }
  // One namespace for everything, named after the project: half of the suite's defaults append "-default-rtdb".
  const rules = choices.rulesFile ?? 'database.rules.json';
  config.set('database', [{ instance: choices.project, rules }]);
}
