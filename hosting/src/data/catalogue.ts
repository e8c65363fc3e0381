import { listModels, type ModelView } from '@segue/core/contract/api/models';
import { paths } from '@segue/core/contract/stored/paths';
import { account } from './account.js';
import { api } from './api.js';
import { CatalogueStore, modelAtAddress, modelOfDataset, type CatalogueEntry } from './catalogue-store.js';
import { listenEach } from './database.js';

const store = new CatalogueStore({
  account,
  followPublic: (onEntries, onRefused) => listenEach(paths.publicLists(), { onEntries, onRefused }),
  followOwn: (uid, onEntries) => listenEach(paths.userLists(uid), { onEntries }),
  loadModels: async () => (await api(listModels, {})).models,
});

/** All data sets the viewer may see, the most recently changed first; `null` until known. */
export const catalogue = store.entries;

/** Why the list could not be read. */
export const catalogueFailure = store.failure;

/** The models the viewer may see; `null` until known. */
export const models = store.models;

/** Why the models could not be read; the models read before stay. */
export const modelsFailure = store.modelsFailure;

/** Starts following the lists, and reads the models whenever the lists change. Called once. */
export function startCatalogue(): void {
  store.start();
}

/** Reads the models again. A failure keeps the known ones. */
export function refreshModels(): Promise<void> {
  return store.refreshModels();
}

/** The model of a data set; if there are several, one that has a version. */
export function modelOf(dataset: string): ModelView | null {
  return modelOfDataset(models.value, dataset);
}

/** The model at an address. */
export function modelAt(address: string | null): ModelView | null {
  return modelAtAddress(models.value, address);
}

/** The entry of a data set. */
export function entryOf(dataset: string): CatalogueEntry | null {
  return catalogue.value?.find(({ id }) => id === dataset) ?? null;
}
