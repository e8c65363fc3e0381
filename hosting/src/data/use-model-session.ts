import { getModel } from '@segue/core/contract/api/models';
import { paths } from '@segue/core/contract/stored/paths';
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { account } from './account.js';
import { api } from './api.js';
import { browserClock } from './clock.js';
import { readOnce } from './database.js';
import { follow } from './live.js';
import { findModelKey } from './model-key.js';
import { ModelSession, type SessionPorts } from './model-session.js';
import { isOccupied, settle } from './occupation.js';
import { loadVersion } from './published-versions.js';

const ports: SessionPorts = {
  clock: browserClock,
  readKey: (model) =>
    findModelKey(model, {
      readKey: (id, dataset) => readOnce(paths.modelKey(id, dataset)),
      askKey: async (id) => (await api(getModel, { params: { id } })).key,
    }),
  followCurrent: (key, live) => follow(paths.current(key), live),
  loadVersion,
  isOccupied,
  settle,
};

/** The session of a model while the component is mounted; `pinned` is the version its address asks for, if any. */
export function useModelSession(model: string, pinned: ReadonlySignal<number | null>): ModelSession {
  const session = useMemo(() => {
    const opened = new ModelSession(ports, model, pinned);
    opened.start();
    return opened;
  }, [model]);
  useEffect(() => session.stop, [session]);
  const uid = account.value?.uid;
  useEffect(() => {
    // What is closed to one account may be open to another.
    const { phase } = session.state.peek();
    if (phase === 'missing' || phase === 'closed') session.start();
  }, [uid]);
  return session;
}
