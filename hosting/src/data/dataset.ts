import { signal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { DatasetRecord } from '@segue/core/contract/stored/dataset';
import type { DatasetView } from '@segue/core/contract/dataset';
import type { HistoryEntry } from '@segue/core/contract/stored/history';
import { paths } from '@segue/core/contract/stored/paths';
import { api } from './api.js';
import { listen, listenEach } from './database.js';

/** A data set followed live. */
export interface DatasetSource {
  view: ReadonlySignal<DatasetView | null>;
  failure: ReadonlySignal<unknown>;
  /** Grows whenever rows may have changed; who shows rows asks for them again. */
  changes: ReadonlySignal<number>;
  refresh: () => void;
  stop: () => void;
}

/** Milliseconds that changes are collected before they are looked at. */
const collectFor = 120;
/** Milliseconds between two looks while the profile is being counted. */
const profilePause = 900;

/** Follows a data set: its record, its blocks' counters and its history say when to ask the API again. */
export function openDataset(id: string): DatasetSource {
  const view = signal<DatasetView | null>(null);
  const failure = signal<unknown>(null);
  const changes = signal(0);
  let stopped = false;
  let round = 0;
  let collecting: ReturnType<typeof setTimeout> | undefined;
  let polling: ReturnType<typeof setTimeout> | undefined;
  let stopBlocks = () => {};
  let followed: number | undefined;

  const load = async () => {
    const mine = ++round;
    clearTimeout(polling);
    try {
      const loaded = await api<DatasetView>(`datasets/${encodeURIComponent(id)}`);
      if (stopped || mine !== round) return;
      view.value = loaded;
      failure.value = null;
      if (loaded.profile === 'pending') polling = setTimeout(() => void load(), profilePause);
    } catch (error) {
      if (stopped || mine !== round) return;
      failure.value = error;
    }
  };
  const changed = () => {
    clearTimeout(collecting);
    collecting = setTimeout(() => {
      changes.value++;
      void load();
    }, collectFor);
  };
  const onLater = later(changed);
  const stopRecord = listen(paths.dataset(id), {
    onValue: (record) => {
      onLater();
      if (record?.rowsVersion === undefined || record.rowsVersion === followed) return;
      followed = record.rowsVersion;
      stopBlocks();
      // A counter a block: grows with every write, also one made past our code.
      stopBlocks = listen(paths.changes(id, followed), { onValue: later(changed) });
    },
  });
  const stopHistory = listenEach(paths.history(id), { last: 1, onEntries: later(changed) });
  void load();
  return {
    ...{ view, failure, changes },
    refresh: () => {
      changes.value++;
      void load();
    },
    stop: () => {
      stopped = true;
      clearTimeout(collecting);
      clearTimeout(polling);
      stopRecord();
      stopHistory();
      stopBlocks();
    },
  };
}

/** Skips the first call: what a listener reports at once is what is there already. */
function later(act: () => void): () => void {
  let first = true;
  return () => {
    if (!first) act();
    first = false;
  };
}

/** The source of a data set while the component is there. */
export function useDataset(id: string): DatasetSource {
  const source = useMemo(() => openDataset(id), [id]);
  useEffect(() => source.stop, [source]);
  return source;
}
