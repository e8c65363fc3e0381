import { ChevronLeft, ChevronRight } from 'lucide';
import type { DataRoute } from '../../navigation/address.js';
import { go } from '../../navigation/router.js';
import { Icon } from '../../components/icon.js';
import { formatCount } from '../../words/numbers.js';

/** Rows per page when all rows are shown. */
export const pageRows = 50;

/** Pages through all rows, or jumps to one. */
export function Pager({ route, total }: { route: DataRoute; total: number }) {
  const from = Math.min(route.at, Math.max(0, total - 1));
  const to = Math.min(total, from + pageRows);
  const turn = (at: number) => go({ ...route, at: Math.max(0, at) });
  return (
    <div class="pager">
      <button type="button" class="button small" disabled={from === 0} onClick={() => turn(from - pageRows)}>
        <Icon icon={ChevronLeft} size={17} />
        Earlier
      </button>
      <span class="figures">
        {formatCount(total === 0 ? 0 : from + 1)} to {formatCount(to)} of {formatCount(total)}
      </span>
      <button type="button" class="button small" disabled={to >= total} onClick={() => turn(to)}>
        Later
        <Icon icon={ChevronRight} size={17} />
      </button>
      <label class="pager-go">
        <span class="muted">Go to row</span>
        <input
          class="input figures"
          type="number"
          min="1"
          max={total}
          onChange={({ currentTarget: { valueAsNumber } }) => {
            if (Number.isInteger(valueAsNumber)) turn(Math.min(total, valueAsNumber) - 1);
          }}
        />
      </label>
    </div>
  );
}
