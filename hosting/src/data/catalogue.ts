import { listModels, type ModelView } from '@segue/core/contract/api/models';
import { paths } from '@segue/core/contract/stored/paths';
import { account } from './account.js';
import { api } from './api.js';
import { CatalogueStore, modelOfDataset, type CatalogueEntry } from './catalogue-store.js';
import { listenEach } from './database.js';

const store = new CatalogueStore({
  account,
  followPublic: (onEntries, onRefused) => listenEach(paths.publicLists(), { onEntries, onRefused }),
  followOwn: (uid, onEntries) => listenEach(paths.userLists(uid), { onEntries }),
  loadModels: async () => (await api(listModels, {})).models,
});

/** All data sets the reader may see, the last changed first; `null` until known. */
export const catalogue = store.entries;

/** Why the list could not be read. */
export const catalogueFailure = store.failure;

/** The models the reader may see; `null` until known. */
export const models = store.models;

/** Why the models could not be read; those read before stay. */
export const modelsFailure = store.modelsFailure;

/** Begins to follow the lists, and to read the models whenever the lists change. Called once. */
export function startCatalogue(): void {
  store.start();
}

/** Reads the models again. A failure leaves those known in place. */
export function refreshModels(): Promise<void> {
  return store.refreshModels();
}

/** The model of a data set, one with a version where there are several. */
export function modelOf(dataset: string): ModelView | null {
  return modelOfDataset(models.value, dataset);
}

/** The entry of a data set. */
export function entryOf(dataset: string): CatalogueEntry | null {
  return catalogue.value?.find(({ id }) => id === dataset) ?? null;
}
