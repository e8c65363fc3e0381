import { computed, effect, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Standing } from '@segue/core/contract/rights/table';
import { newestFirst, type ListEntry } from '@segue/core/contract/stored/dataset';
import type { ModelView } from '@segue/core/contract/api/models';
import type { Account } from './account-session.js';
import type { Stop } from './clock.js';

/** A data set of the list, with its id and who the viewer is to it. */
export interface CatalogueEntry extends Omit<ListEntry, 'standing' | 'visibility'> {
  id: string;
  standing: Standing;
  visibility: 'public' | 'private';
  /** Whether the viewer owns it or it is shared with them: they see also what was made while it was private. */
  isMember: boolean;
}

/** A list from the database, by data set id. */
export type ListEntries = ReadonlyMap<string, ListEntry>;

/** What the catalogue depends on. */
export interface CataloguePorts {
  /** The signed-in account. */
  account: ReadonlySignal<Account | null | undefined>;
  followPublic: (onList: (list: ListEntries) => void, onRefused: (error: Error) => void) => Stop;
  followOwn: (uid: string, onList: (list: ListEntries) => void) => Stop;
  loadModels: () => Promise<ModelView[]>;
}

/**
 * The data sets and the models the viewer may see. The lists are live; the models are read again whenever the public
 * list changes or the viewer's own list gains or loses a data set.
 */
export class CatalogueStore {
  private readonly publicList = signal<ListEntries | undefined>(undefined);
  private readonly ownList = signal<ListEntries | null>(null);
  private readonly failures = signal<Error | null>(null);
  private readonly modelViews = signal<ModelView[] | null>(null);
  private readonly modelFailures = signal<unknown>(null);
  /** Grows with every request: only the reply to the latest one counts. */
  private round = 0;

  /** Why the public list could not be read. */
  readonly failure: ReadonlySignal<Error | null> = this.failures;
  /** The models the viewer may see; `null` until known. */
  readonly models: ReadonlySignal<ModelView[] | null> = this.modelViews;
  /** Why the models could not be read; the models read before stay. */
  readonly modelsFailure: ReadonlySignal<unknown> = this.modelFailures;
  /** All data sets the viewer may see, the most recently changed first; `null` until known. */
  readonly entries: ReadonlySignal<CatalogueEntry[] | null> = computed(() => {
    if (this.publicList.value === undefined) return null;
    const publicList = this.publicList.value;
    const merged = new Map<string, CatalogueEntry>();
    const standing = visitorStanding(this.ports.account.value);
    for (const [id, entry] of publicList)
      merged.set(id, { ...entry, id, standing, visibility: 'public', isMember: false });
    for (const [id, entry] of this.ownList.value ?? []) {
      const visibility = entry.visibility ?? (publicList.has(id) ? 'public' : 'private');
      // Earlier releases listed a data set for its owner alone, and did not say so.
      merged.set(id, { ...entry, id, standing: entry.standing ?? 'owner', visibility, isMember: true });
    }
    return [...merged.values()].sort(newestFirst);
  });

  constructor(private readonly ports: CataloguePorts) {}

  /** Starts following the lists, until the returned function is called. */
  start(): Stop {
    const { account, followPublic, followOwn } = this.ports;
    const stopPublic = followPublic(
      (list) => (this.publicList.value = list),
      (error) => (this.failures.value = error),
    );
    const uid = computed(() => account.value?.uid ?? null);
    const stopOwn = effect(() => {
      this.ownList.value = null;
      return uid.value === null ? undefined : followOwn(uid.value, (list) => (this.ownList.value = list));
    });
    const known = computed(() => `${uid.value ?? ''} ${(this.entries.value ?? []).map(({ id }) => id).join()}`);
    const stopModels = effect(() => {
      if (known.value && this.publicList.value !== undefined) void this.refreshModels();
    });
    return () => {
      this.round++;
      stopPublic();
      stopOwn();
      stopModels();
    };
  }

  /** Reads the models again. A failure keeps the known ones. */
  async refreshModels(): Promise<void> {
    const mine = ++this.round;
    try {
      const models = await this.ports.loadModels();
      if (mine !== this.round) return;
      this.modelViews.value = models;
      this.modelFailures.value = null;
    } catch (error) {
      if (mine === this.round) this.modelFailures.value = error;
    }
  }
}

/** Who an account is to a data set that is not shared with it. */
function visitorStanding(account: Account | null | undefined): Standing {
  if (!account) return 'signed out';
  return account.guest ? 'guest' : 'stranger';
}

/** The model at an address: its own, which no other has, or its id alone. */
export function modelAtAddress(models: readonly ModelView[] | null, wanted: string | null): ModelView | null {
  return models?.find(({ address }) => address === wanted) ?? models?.find(({ id }) => id === wanted) ?? null;
}

/** The model of a data set; if there are several, one that has a version. */
export function modelOfDataset(models: readonly ModelView[] | null, dataset: string): ModelView | null {
  const found = (models ?? []).filter((model) => model.dataset === dataset);
  return found.find(({ version }) => version !== null) ?? found[0] ?? null;
}
