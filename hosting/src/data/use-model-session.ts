import type { ReadonlySignal } from '@preact/signals';
import { paths } from '@segue/core/contract/stored/paths';
import { useEffect, useMemo } from 'preact/hooks';
import { browserClock } from './clock.js';
import { readOnce } from './database.js';
import { follow } from './live.js';
import { ModelSession, type SessionPorts } from './model-session.js';
import { isOccupied, settle } from './occupation.js';
import { loadVersion } from './published-versions.js';

const ports: SessionPorts = {
  clock: browserClock,
  readKey: (model) => readOnce(paths.modelId(model)),
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
  return session;
}
