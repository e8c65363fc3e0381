import { signal } from '@preact/signals';

/** What the screen adds to the pill: that what is shown just changed, a word about it, and the version it shows. */
export const pillNote = signal<{ fresh: boolean; note: string | null; shown: number | null }>({
  fresh: false,
  note: null,
  shown: null,
});
