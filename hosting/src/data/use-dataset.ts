import { getDataset } from '@segue/core/contract/api/datasets';
import { paths } from '@segue/core/contract/stored/paths';
import { useEffect, useMemo } from 'preact/hooks';
import { api } from './api.js';
import { browserClock } from './clock.js';
import { listen, listenEach } from './database.js';
import { DatasetStore, type DatasetPorts } from './dataset-store.js';

const ports: DatasetPorts = {
  clock: browserClock,
  loadDataset: (id) => api(getDataset, { params: { id } }),
  followRecord: (id, onValue) => listen(paths.dataset(id), { onValue }),
  followBlocks: (id, rowsVersion, onValue) => listen(paths.changes(id, rowsVersion), { onValue }),
  followHistory: (id, onEntries) => listenEach(paths.history(id), { last: 1, onEntries }),
};

/** The store of a data set while the component is mounted. */
export function useDataset(id: string): DatasetStore {
  const store = useMemo(() => {
    const opened = new DatasetStore(ports, id);
    opened.start();
    return opened;
  }, [id]);
  useEffect(() => store.stop, [store]);
  return store;
}
