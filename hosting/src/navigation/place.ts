import { computed } from '@preact/signals';
import { models } from '../data/catalogue.js';
import { placeOf, type Place } from './place-of.js';
import { route } from './router.js';

/** The data set and the model the current screen is about. */
export const place = computed<Place>(() => placeOf(route.value, models.value));
