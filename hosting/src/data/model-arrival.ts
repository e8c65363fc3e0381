import { useEffect } from 'preact/hooks';
import { paths } from '@segue/core/contract/stored/paths';
import { models, refreshModels } from './catalogue.js';
import { useLive } from './live.js';

/**
 * Watches for the model the server creates for a data set on its own: it has the data set's id and appears in no list.
 * `null` watches nothing.
 */
export function useModelArrival(dataset: string | null): void {
  const key = useLive(dataset === null ? null : paths.modelKey(dataset, dataset)).value.value;
  useEffect(() => {
    if (key !== null && models.value?.every((model) => model.key !== key)) void refreshModels();
  }, [key]);
}
