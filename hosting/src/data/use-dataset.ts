import type { DatasetRecord, DatasetView } from '@segue/core/contract/dataset';
import { paths } from '@segue/core/contract/paths';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from './api.js';
import { browserClock } from './clock.js';
import { listen } from './database.js';
import { DatasetStore, type DatasetPorts } from './dataset-store.js';

const ports: DatasetPorts = {
  clock: browserClock,
  loadDataset: (id) => api<DatasetView>(`datasets/${encodeURIComponent(id)}`),
  followRecord: (id, onValue) => listen<DatasetRecord>(paths.dataset(id), { onValue }),
  followBlocks: (id, rowsVersion, onValue) => listen(paths.changes(id, rowsVersion), { onValue }),
  followHistory: (id, onValue) => listen(paths.history(id), { last: 1, onValue }),
};

/** The store of a data set while the component is there. */
export function useDataset(id: string): DatasetStore {
  const store = useMemo(() => {
    const opened = new DatasetStore(ports, id);
    opened.start();
    return opened;
  }, [id]);
  useEffect(() => store.stop, [store]);
  return store;
}
