import type { ModelView } from '@segue/core/contract/api/models';
import { modelAtAddress, modelOfDataset } from '../data/catalogue-store.js';
import type { Route } from './address.js';

/** The id of a data set and the address of its model; `null` where there is none (yet). */
export interface Place {
  dataset: string | null;
  model: string | null;
}

/** The data set and the model a route is about. `models` is `null` until known. */
export function placeOf(route: Route, models: readonly ModelView[] | null): Place {
  if (route.screen === 'data') return withModel(route.dataset, models);
  if (route.screen !== 'recommend' && route.screen !== 'model') return { dataset: null, model: null };
  if (route.model === null) return withModel(route.screen === 'recommend' ? route.dataset : null, models);
  return { dataset: modelAtAddress(models, route.model)?.dataset ?? null, model: route.model };
}

function withModel(dataset: string | null, models: readonly ModelView[] | null): Place {
  return { dataset, model: dataset === null ? null : (modelOfDataset(models, dataset)?.address ?? null) };
}
