import { afterEach, describe, expect, test } from '@jest/globals';
import { signal, type Signal } from '@preact/signals-core';
import type { CurrentVersion } from '@segue/core/contract/stored/model';
import { waiting, type Live } from '@segue/hosting/data/live-value';
import { ModelSession, type SessionPorts } from '@segue/hosting/data/model-session';
import type { LoadedVersion } from '@segue/hosting/data/published-versions';
import { currentFor } from '@segue/hosting/data/shown-version';
import { deferred, ManualClock, settled } from './support/manual-clock.js';

/** Only its name matters here. */
const loaded = (version: string) => ({ version }) as LoadedVersion;

const kept = (number: number) => ({ version: `v${number}`, number, fence: 1, publishedAt: number * 100, startedAt: 0 });

function current(number: number, keptNumbers: number[] = []): CurrentVersion {
  return { ...kept(number), revision: 1, pinned: false, kept: keptNumbers.map(kept) };
}

/** A database of one model, whose current version a test names. */
class OneModel implements SessionPorts {
  readonly clock = new ManualClock();
  occupied = false;
  settles = 0;
  listeners = 0;
  private live: Signal<Live<CurrentVersion>> = signal(waiting);

  readKey = (_model: string): Promise<string | null> => Promise.resolve('k');
  loadVersion = (_key: string, version: string): Promise<LoadedVersion | null> => Promise.resolve(loaded(version));
  readonly isOccupied = () => this.occupied;
  readonly settle = (): void => {
    this.settles++;
  };
  readonly followCurrent = (_key: string, live: Signal<Live<CurrentVersion>>) => {
    this.live = live;
    this.listeners++;
    return () => this.listeners--;
  };

  async publish(value: CurrentVersion | null): Promise<void> {
    await settled();
    this.live.value = { state: 'ready', value };
    await settled();
  }

  async refuse(): Promise<void> {
    await settled();
    this.live.value = { state: 'refused', value: null };
    await settled();
  }
}

const pinned = signal<number | null>(null);
let open: ModelSession | undefined;

function start(model = new OneModel()): { session: ModelSession; model: OneModel; clock: ManualClock } {
  const session = new ModelSession(model, 'music', pinned);
  open = session;
  session.start();
  return { session, model, clock: model.clock };
}

const shownNumber = ({ state }: ModelSession) => (state.value.phase === 'ready' ? state.value.shown.number : null);

afterEach(() => {
  open?.stop();
  pinned.value = null;
});

describe('a model session', () => {
  test('loads until the current version is read, then shows it without announcing it', async () => {
    const { session, model } = start();
    expect(session.state.value).toEqual({ phase: 'loading' });
    await model.publish(current(1));
    expect(session.state.value).toEqual({
      phase: 'ready',
      shown: { version: 'v1', number: 1, publishedAt: 100 },
    });
    expect(session.key.value).toBe('k');
    expect(session.lastSwitch.value).toBeNull();
  });

  test('shows a later version and reports the switch', async () => {
    const { session, model, clock } = start();
    await model.publish(current(1));
    await clock.advance(1000);
    await model.publish(current(2));
    expect(shownNumber(session)).toBe(2);
    expect(session.lastSwitch.value).toMatchObject({ from: { number: 1 }, to: { number: 2 } });
    session.dismissSwitch();
    expect(session.lastSwitch.value).toBeNull();
  });

  test('switches at most once a second, and then to the last version', async () => {
    const { session, model, clock } = start();
    await model.publish(current(1));
    await clock.advance(400);
    await model.publish(current(2));
    await model.publish(current(3));
    await clock.advance(599);
    expect(shownNumber(session)).toBe(1);
    expect(session.ready.value?.number).toBe(3);
    await clock.advance(1);
    expect(shownNumber(session)).toBe(3);
    expect(session.ready.value).toBeNull();
    expect(session.lastSwitch.value).toMatchObject({ from: { number: 1 }, to: { number: 3 } });
  });

  test('holds a switch back as long as the reader is occupied', async () => {
    const { session, model, clock } = start();
    await model.publish(current(1));
    await clock.advance(1000);
    model.occupied = true;
    await model.publish(current(2));
    await clock.advance(60_000);
    expect(shownNumber(session)).toBe(1);
    expect(session.ready.value?.number).toBe(2);
    model.occupied = false;
    await clock.advance(300);
    expect(shownNumber(session)).toBe(2);
  });

  test('shows what waits at once when it is asked for', async () => {
    const { session, model, clock } = start();
    await model.publish(current(1));
    model.occupied = true;
    await model.publish(current(2));
    session.showReady();
    expect(shownNumber(session)).toBe(2);
    expect(session.lastSwitch.value).toMatchObject({ from: { number: 1 }, to: { number: 2 } });
    expect(model.settles).toBe(1);
    await clock.advance(1000);
    expect(clock.pending).toBe(0);
  });

  test('shows a version no second time when its node changes otherwise', async () => {
    const { session, model, clock } = start();
    await model.publish(current(1));
    const before = session.state.value;
    await clock.advance(1000);
    await model.publish({ ...current(1), fence: 2 });
    expect(session.state.value).toBe(before);
  });
});

describe('a pinned version', () => {
  test('is shown at once, also to an occupied reader, and not announced', async () => {
    const { session, model } = start();
    model.occupied = true;
    await model.publish(current(3, [3, 2]));
    pinned.value = 2;
    await settled();
    expect(shownNumber(session)).toBe(2);
    expect(session.lastSwitch.value).toBeNull();
  });

  test('stays while newer ones are published', async () => {
    pinned.value = 2;
    const { session, model, clock } = start();
    await model.publish(current(3, [3, 2]));
    await model.publish(current(4, [4, 3, 2]));
    await clock.advance(5000);
    expect(shownNumber(session)).toBe(2);
    expect(session.current.value?.number).toBe(4);
  });

  test('gives way to the current one where it is no longer kept', async () => {
    pinned.value = 1;
    const { session, model } = start();
    await model.publish(current(3, [3, 2]));
    expect(shownNumber(session)).toBe(3);
  });
});

describe('a version that is being read', () => {
  test('leaves the one on screen in place where it is gone before it is read', async () => {
    const { session, model, clock } = start();
    await model.publish(current(1));
    model.loadVersion = (_key, version) => Promise.resolve(version === 'v2' ? null : loaded(version));
    await clock.advance(1000);
    await model.publish(current(2));
    expect(shownNumber(session)).toBe(1);
    await model.publish(current(3));
    expect(shownNumber(session)).toBe(3);
  });

  test('is dropped where a newer one was named meanwhile', async () => {
    const { session, model } = start();
    const slow = deferred<LoadedVersion | null>();
    model.loadVersion = (_key, version) => (version === 'v1' ? slow.promise : Promise.resolve(loaded(version)));
    await model.publish(current(1));
    await model.publish(current(2));
    slow.resolve(loaded('v1'));
    await settled();
    expect(shownNumber(session)).toBe(2);
    expect(session.ready.value).toBeNull();
  });
});

describe('a model without a version to show', () => {
  test('is missing where no model has the name', async () => {
    const model = new OneModel();
    model.readKey = () => Promise.resolve(null);
    const { session } = start(model);
    await settled();
    expect(session.state.value).toEqual({ phase: 'missing' });
    expect(model.listeners).toBe(0);
  });

  test('is missing where the reader may not see it', async () => {
    const { session, model } = start();
    await model.refuse();
    expect(session.state.value).toEqual({ phase: 'missing' });
  });

  test('is untrained until its first version is published', async () => {
    const { session, model } = start();
    const { version: _version, ...untrained } = current(0);
    await model.publish(untrained);
    expect(session.state.value).toEqual({ phase: 'untrained' });
    await model.publish(current(1));
    expect(shownNumber(session)).toBe(1);
  });

  test('has failed where it cannot be read, and loads again when asked', async () => {
    const model = new OneModel();
    const readKey = model.readKey;
    const error = new Error('offline');
    model.readKey = () => Promise.reject(error);
    const { session } = start(model);
    await settled();
    expect(session.state.value).toEqual({ phase: 'failed', error });
    model.readKey = readKey;
    session.start();
    expect(session.state.value).toEqual({ phase: 'loading' });
    await model.publish(current(1));
    expect(shownNumber(session)).toBe(1);
  });

  test('has failed where its version cannot be read, but only as long as none is shown', async () => {
    const { session, model, clock } = start();
    const { loadVersion } = model;
    model.loadVersion = () => Promise.reject(new Error('offline'));
    await model.publish(current(1));
    expect(session.state.value.phase).toBe('failed');
    model.loadVersion = loadVersion;
    session.start();
    await settled();
    expect(shownNumber(session)).toBe(1);
    model.loadVersion = () => Promise.reject(new Error('offline'));
    await clock.advance(1000);
    await model.publish(current(2));
    expect(shownNumber(session)).toBe(1);
  });
});

describe('a version from a private time', () => {
  const closed: CurrentVersion = { ...current(2), kept: [{ ...kept(2), private: true }, kept(1)] };
  const refuseVersions = (model: OneModel) => {
    model.loadVersion = () => Promise.reject(new Error('Permission denied'));
  };

  test('is no failure where it is refused: it is for members', async () => {
    const { session, model } = start();
    refuseVersions(model);
    await model.publish(closed);
    expect(session.state.value).toEqual({ phase: 'closed', number: 2 });
    model.loadVersion = (_key, version) => Promise.resolve(loaded(version));
    await model.publish(current(3));
    expect(shownNumber(session)).toBe(3);
  });

  test('is shown to members', async () => {
    const { session, model } = start();
    await model.publish(closed);
    expect(shownNumber(session)).toBe(2);
  });

  test('leaves in place what is shown already', async () => {
    const { session, model } = start();
    await model.publish(current(1));
    refuseVersions(model);
    await model.publish(closed);
    expect(shownNumber(session)).toBe(1);
  });

  test('is not there for visitors', () => {
    expect(currentFor(false, closed)).toBeNull();
    expect(currentFor(true, closed)).toBe(closed);
    expect(currentFor(false, current(1))).toEqual(current(1));
  });

  test('is told from another one that cannot be read', async () => {
    const { session, model } = start();
    refuseVersions(model);
    await model.publish(current(1));
    expect(session.state.value.phase).toBe('failed');
  });
});

describe('stop', () => {
  test('ends timers and listeners', async () => {
    const { session, model, clock } = start();
    await model.publish(current(1));
    model.occupied = true;
    await model.publish(current(2));
    expect([model.listeners, clock.pending]).toEqual([1, 1]);
    session.stop();
    expect([model.listeners, clock.pending]).toEqual([0, 0]);
    await model.publish(current(3));
    expect(shownNumber(session)).toBe(1);
  });

  test.each(['key', 'version'] as const)('drops a %s that is still being read', async (what) => {
    const model = new OneModel();
    const key = deferred<string | null>();
    const version = deferred<LoadedVersion | null>();
    if (what === 'key') model.readKey = () => key.promise;
    model.loadVersion = () => version.promise;
    const { session } = start(model);
    if (what === 'version') await model.publish(current(1));
    session.stop();
    key.resolve('k');
    version.resolve(loaded('v1'));
    await settled();
    expect(session.state.value).toEqual({ phase: 'loading' });
    expect(model.listeners).toBe(0);
  });
});
