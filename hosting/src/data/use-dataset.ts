import { getDataset } from '@segue/core/contract/api/datasets';
import { paths } from '@segue/core/contract/stored/paths';
import { useEffect, useMemo } from 'preact/hooks';
import { account } from './account.js';
import { api } from './api.js';
import { browserClock } from './clock.js';
import { listen, listenEach } from './database.js';
import { DatasetStore, type DatasetPorts } from './dataset-store.js';

const ports: DatasetPorts = {
  clock: browserClock,
  loadDataset: (id) => api(getDataset, { params: { id } }),
  followRecord: (id, onValue, onRefused) => listen(paths.dataset(id), { onValue, onRefused }),
  followBlocks: (id, rowsVersion, onValue) => listen(paths.changes(id, rowsVersion), { onValue }),
  followHistory: (id, isMember, onEntries) =>
    listenEach(isMember ? paths.history(id) : paths.publicHistory(id), { last: 1, onEntries }),
};

/** The store of a data set while the component is mounted; it starts anew when another account signs in. */
export function useDataset(id: string): DatasetStore {
  const uid = account.value?.uid ?? null;
  const store = useMemo(() => new DatasetStore(ports, id), [id]);
  useEffect(() => {
    store.start();
    return store.stop;
  }, [store, uid]);
  return store;
}
