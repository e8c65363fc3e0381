import { isNumericKind, labelOfKind } from '../../components/kinds.js';
import { ScrollArea } from '../../components/scroll-area.js';
import { Cell } from '../../components/cell.js';
import type { Preview } from './file-preview.js';

/** Rows shown in the preview. */
const shownRows = 100;

/** The first rows of a file, as they would be stored. */
export function PreviewTable({ preview: { table, kinds } }: { preview: Preview }) {
  return (
    <ScrollArea class="preview-scroll" label="Preview of the rows">
      <table class={isNumericKind(kinds[kinds.length - 1]!) ? 'table' : 'table fill-last'}>
        <thead>
          <tr>
            <th scope="col" class="row-number">
              row
            </th>
            {table.columns.map((name, column) => (
              <th key={column} scope="col" class={isNumericKind(kinds[column]!) ? 'numeric' : ''}>
                <span class="column-name">{name}</span>
                <span class="column-kind">{labelOfKind(kinds[column]!)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shownRows).map((row, index) => (
            <tr key={index}>
              <th scope="row" class="row-number">
                {index + 1}
              </th>
              {row.map((value, column) => (
                <td key={column} class={isNumericKind(kinds[column]!) ? 'numeric' : ''}>
                  <Cell value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
