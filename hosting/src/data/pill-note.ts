import { signal } from '@preact/signals';

/**
 * What the screen adds to the pill: whether its content just changed, a short note on that, and the version it shows.
 */
export const pillNote = signal<{ fresh: boolean; note: string | null; shown: number | null }>({
  fresh: false,
  note: null,
  shown: null,
});
