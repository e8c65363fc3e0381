import { afterAll, beforeAll } from '@jest/globals';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { type EmulatorKind, deviations } from './deviations.js';

/** The emulator a suite drives: ours, started for it, or the one at `DATABASE_EMULATOR`. */
export interface EmulatorUnderTest {
  readonly host: string;
  readonly port: number;
  /** As in `http://127.0.0.1:9000`. */
  readonly url: string;
  /** A database nobody else uses: a name as asked for, with the time behind it where the emulator outlives the run. */
  readonly namespace: string;
}

/** Rules without any bounds, with the indexes that are given. */
export function openRules(indexes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ rules: { '.read': true, '.write': true, ...indexes } });
}

const KINDS: readonly EmulatorKind[] = ['ours', 'google'];

/** Which emulator is driven, as `DATABASE_EMULATOR_KIND` says: `ours` unless given. */
const kind: EmulatorKind = KINDS.find((name) => name === process.env.DATABASE_EMULATOR_KIND) ?? 'ours';

/**
 * Gives the tests around it an emulator with rules in force. `DATABASE_EMULATOR=host:port` takes a running one of any
 * make; without it ours is started, on a port of its own. What comes back can be read once the tests run.
 */
export function useEmulator(name: string, rules = openRules()): EmulatorUnderTest {
  const address = process.env.DATABASE_EMULATOR;
  const found = { host: '127.0.0.1', port: 0, url: '', namespace: name };
  let own: Emulator | undefined;
  beforeAll(async () => {
    if (address === undefined) {
      own = await startEmulator({ project: name });
      Object.assign(found, { port: own.port, url: own.url });
    } else {
      const [, host, port] = /^(?:http:\/\/)?(.+):(\d+)\/?$/.exec(address) ?? [];
      if (host === undefined) throw new Error(`DATABASE_EMULATOR must be HOST:PORT, not ${address}`);
      const namespace = `${name}-${Date.now().toString(36)}`;
      Object.assign(found, { host, port: Number(port), url: `http://${host}:${port}`, namespace });
    }
    await putRules(found, rules);
  });
  afterAll(() => own?.stop());
  return found;
}

/** Puts rules in force, as the Emulator Suite does. Rejects with the emulator's words for bad ones. */
export async function putRules({ url, namespace }: EmulatorUnderTest, rules: string): Promise<void> {
  const answer = await fetch(`${url}/.settings/rules.json?ns=${namespace}`, {
    method: 'PUT',
    headers: { Authorization: 'Bearer owner' },
    body: rules,
  });
  if (answer.status !== 200) throw new Error(await answer.text());
}

/** Why the emulator that is driven is known to do otherwise than a scenario says; `undefined` if it is not. */
export function deviationOf(scenario: string): string | undefined {
  return deviations[kind][scenario];
}
