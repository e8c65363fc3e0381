import { computed, effect, signal } from '@preact/signals';
import type { ListEntry } from '@segue/core/contract/stored/dataset';
import type { ModelView } from '@segue/core/contract/model';
import { paths } from '@segue/core/contract/stored/paths';
import { account } from './account.js';
import { api } from './api.js';
import { listenEach } from './database.js';

/** A data set of the list, with its id and whether it is the reader's own. */
export interface CatalogueEntry extends ListEntry {
  id: string;
  own: boolean;
}

type ListEntries = ReadonlyMap<string, ListEntry>;

const publicEntries = signal<ListEntries | undefined>(undefined);
const ownEntries = signal<ListEntries | null>(null);

/** Why the list could not be read. */
export const catalogueFailure = signal<Error | null>(null);

/** All data sets the reader may see, the last changed first; `null` until known. */
export const catalogue = computed<CatalogueEntry[] | null>(() => {
  if (publicEntries.value === undefined) return null;
  const merged = new Map<string, CatalogueEntry>();
  for (const [id, entry] of publicEntries.value) merged.set(id, { ...entry, id, own: false });
  for (const [id, entry] of ownEntries.value ?? []) merged.set(id, { ...entry, id, own: true });
  return [...merged.values()].sort((a, b) => b.updatedAt - a.updatedAt);
});

/** The models the reader may see; `null` until known. */
export const models = signal<ModelView[] | null>(null);

/** Why the models could not be read. */
export const modelsFailure = signal<unknown>(null);

/** Begins to follow the lists, and to read the models whenever the lists change. Called once. */
export function startCatalogue(): void {
  listenEach(paths.publicLists(), {
    onEntries: (entries) => (publicEntries.value = entries),
    onRefused: (error) => (catalogueFailure.value = error),
  });
  let stop = () => {};
  const uid = computed(() => account.value?.uid ?? null);
  effect(() => {
    stop();
    stop = () => {};
    ownEntries.value = null;
    if (uid.value === null) return;
    stop = listenEach(paths.userLists(uid.value), { onEntries: (entries) => (ownEntries.value = entries) });
  });
  const known = computed(() => `${uid.value ?? ''} ${(catalogue.value ?? []).map(({ id }) => id).join()}`);
  effect(() => {
    if (known.value && publicEntries.value !== undefined) void refreshModels();
  });
}

let latest = 0;

/** Reads the models again. A failure leaves those known in place. */
export async function refreshModels(): Promise<void> {
  const round = ++latest;
  try {
    const reply = await api<{ models: ModelView[] }>('models');
    if (round !== latest) return;
    models.value = reply.models;
    modelsFailure.value = null;
  } catch (error) {
    if (round === latest) modelsFailure.value = error;
  }
}

/** The model of a data set, the newest where there are several. */
export function modelOf(dataset: string): ModelView | null {
  const found = (models.value ?? []).filter((model) => model.dataset === dataset);
  return found.find(({ version }) => version !== null) ?? found[0] ?? null;
}

/** The entry of a data set. */
export function entryOf(dataset: string): CatalogueEntry | null {
  return catalogue.value?.find(({ id }) => id === dataset) ?? null;
}
