import type { ColumnView, DatasetView } from '@segue/core/contract/api/datasets';
import { traitsOf } from '@segue/core/tables/columns/column-kinds';
import { canBeName, guessRoles } from '@segue/core/tables/columns/column-roles';

/** The columns a model would be trained on, and why they were chosen. */
export interface ColumnGuess {
  user: string;
  item: string;
  rating: string | null;
  why: string;
}

/** Guesses by name; where no name fits, by which values repeat most often. */
export function guessColumns(view: DatasetView): ColumnGuess {
  const counted = view.columns.filter((column) => column.counted);
  const roles = guessRoles(counted);
  if (roles) {
    const { user, item, rating, why } = roles;
    return { user, item, rating, why };
  }
  const repeating = counted.filter(canBeName).sort((a, b) => repeats(b, view.rowCount) - repeats(a, view.rowCount));
  const texts = repeating.filter(({ kind }) => traitsOf(kind).identity === 'name');
  const [user, item] = texts.length > 1 ? texts : repeating;
  const names = view.features;
  return {
    user: user?.name ?? names[0] ?? '',
    item: item?.name ?? names[1] ?? names[0] ?? '',
    rating: null,
    why: 'No column name says who or what, so these are the two columns that repeat most. Choose others if you know better.',
  };
}

/** Rows per value, for columns whose values repeat but are not all the same. */
function repeats({ distinct }: ColumnView, rows: number): number {
  return distinct < 2 ? 0 : rows / distinct;
}
