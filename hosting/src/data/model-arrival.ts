import { useEffect } from 'preact/hooks';
import { paths } from '@segue/core/contract/stored/paths';
import { models, refreshModels } from './catalogue.js';
import { useLive } from './live.js';

/**
 * Watches for the model a data set gets without anybody asking: it goes by the data set's own id, and no list tells of
 * it. `null` watches nothing.
 */
export function useModelArrival(dataset: string | null): void {
  const key = useLive(dataset === null ? null : paths.modelId(dataset)).value.value;
  useEffect(() => {
    if (key !== null && models.value?.every((model) => model.key !== key)) void refreshModels();
  }, [key]);
}
