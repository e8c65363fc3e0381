import { computed } from '@preact/signals';
import { modelOf, models } from '../data/catalogue.js';
import { route } from './router.js';

/** The data set and the model the present screen is about, as ids; `null` where there is none (yet). */
export const place = computed<{ dataset: string | null; model: string | null }>(() => {
  const here = route.value;
  if (here.screen === 'data') return { dataset: here.dataset, model: modelOf(here.dataset)?.id ?? null };
  if (here.screen !== 'recommend' && here.screen !== 'model') return { dataset: null, model: null };
  if (here.model === null) {
    const dataset = here.screen === 'recommend' ? here.dataset : null;
    return { dataset, model: dataset === null ? null : (modelOf(dataset)?.id ?? null) };
  }
  const model = models.value?.find(({ id }) => id === here.model);
  return { dataset: model?.dataset ?? null, model: here.model };
});
