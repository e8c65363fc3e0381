import { Download as DownloadIcon } from 'lucide';
import { useState } from 'preact/hooks';
import type { DatasetView } from '@segue/core/contract/api/datasets';
import { listRows, type RowsView } from '@segue/core/contract/api/rows';
import { limits } from '@segue/core/contract/limits';
import { Icon } from '../../components/icon.js';
import { Menu } from '../../components/menu.js';
import { api } from '../../data/api.js';
import { sentence } from '../../words/sentence.js';
import { countOf, formatShare } from '../../words/numbers.js';
import { toCsv, toJson } from './table-text.js';

/** Offers all rows as a file, and says how many rows it will hold. */
export function Download({ view }: { view: DatasetView }) {
  const [state, setState] = useState<string | null>(null);
  const save = async (type: 'csv' | 'json') => {
    try {
      const { columns, rows } = await readAllRows(view, (share) => setState(formatShare(share)));
      const text = type === 'csv' ? toCsv(columns, rows) : toJson(columns, rows);
      offerFile(`${view.id}.${type}`, text, type === 'csv' ? 'text/csv' : 'application/json');
      setState(null);
    } catch (error) {
      setState(`Not downloaded: ${sentence(error)}`);
    }
  };
  return (
    <>
      <Menu
        class="button"
        label="Download all rows"
        button={
          <>
            <Icon icon={DownloadIcon} />
            {state ?? 'Download'}
          </>
        }
      >
        <p class="muted small">{countOf(view.rowCount, 'row')}, as they are stored now</p>
        <button type="button" onClick={() => void save('csv')}>
          CSV
        </button>
        <button type="button" onClick={() => void save('json')}>
          JSON
        </button>
      </Menu>
    </>
  );
}

async function readAllRows(view: DatasetView, onShare: (share: number) => void) {
  const rows: RowsView['rows'][number]['values'][] = [];
  let columns = view.features;
  for (let start = 0; start < view.rowCount; start += limits.rowsPerReply) {
    onShare(start / view.rowCount);
    const query = { start, count: limits.rowsPerReply };
    const page = await api(listRows, { params: { id: view.id }, query });
    columns = page.columns;
    for (const { values } of page.rows) rows.push(values);
  }
  return { columns, rows };
}

function offerFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
