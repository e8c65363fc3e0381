import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Cell } from '../../components/cell.js';
import { editRow } from '@segue/core/contract/api/rows';
import { api } from '../../data/api.js';
import { sentence } from '../../words/sentence.js';

/** The position of a cell. */
export interface CellPlace {
  dataset: string;
  index: number;
  column: string;
}

interface CellProps {
  value: string | number;
  place: CellPlace;
  numeric: boolean;
  changed: boolean;
  /** Whether the viewer may edit it. */
  editable: boolean;
  onEdited: () => void;
}

type CellState =
  | { mode: 'rest' }
  | { mode: 'editing'; first: string | null }
  /** Sent and shown at once, not yet confirmed. */
  | { mode: 'sent'; value: string }
  | { mode: 'refused'; reason: string };

/**
 * A cell of the table. Who may, edits it in place: Enter, a double click or typing starts, Enter saves, Escape
 * restores. A refused value is shown struck through, with the reason.
 */
export function DataCell(props: CellProps) {
  const { value, place, numeric, changed, editable } = props;
  const [state, setState] = useState<CellState>({ mode: 'rest' });
  const cell = useRef<HTMLTableCellElement>(null);
  useEffect(() => {
    if (state.mode === 'sent') setState({ mode: 'rest' });
  }, [value]);
  const store = async (typed: string) => {
    cell.current?.focus();
    if (typed === String(value)) return setState({ mode: 'rest' });
    setState({ mode: 'sent', value: typed });
    try {
      const params = { id: place.dataset, index: place.index };
      await api(editRow, { params, body: { [place.column]: typed } });
      props.onEdited();
    } catch (error) {
      setState({ mode: 'refused', reason: sentence(error) });
    }
  };
  const begin = (first: string | null) => setState({ mode: 'editing', first });
  const classes = [
    numeric ? 'numeric' : '',
    changed ? 'changed' : '',
    editable ? 'editable' : '',
    state.mode === 'refused' ? 'refused' : '',
  ];
  const editing = state.mode === 'editing';
  return (
    <td
      ref={cell}
      class={classes.filter(Boolean).join(' ')}
      // While it is edited, the cell itself can be focused by the code below alone, not by Tab.
      tabindex={editable ? (editing ? -1 : 0) : undefined}
      title={state.mode === 'refused' ? state.reason : undefined}
      onDblClick={editable && !editing ? () => begin(null) : undefined}
      onKeyDown={
        editable && !editing
          ? (event) => {
              if (event.ctrlKey || event.metaKey || event.altKey) return;
              if (event.key === 'Enter' || event.key === 'F2') begin(null);
              else if (event.key.length === 1 && event.key !== ' ') begin(event.key);
              else return moveFocus(event);
              event.preventDefault();
            }
          : undefined
      }
    >
      {editing ? (
        <CellInput
          label={`${place.column}, row ${place.index + 1}`}
          value={state.first ?? String(value)}
          selected={state.first === null}
          onStore={(typed) => void store(typed)}
          onCancel={() => {
            setState({ mode: 'rest' });
            cell.current?.focus();
          }}
        />
      ) : (
        <Cell value={state.mode === 'sent' ? state.value : value} />
      )}
      {state.mode === 'refused' && (
        <span class="hidden" role="alert">
          Not stored: {state.reason}
        </span>
      )}
    </td>
  );
}

function CellInput(props: {
  label: string;
  value: string;
  selected: boolean;
  onStore: (value: string) => void;
  onCancel: () => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  // A layout effect runs before the next key event, so no key press is lost.
  useLayoutEffect(() => {
    const { current } = input;
    current?.focus();
    if (props.selected) current?.select();
    else current?.setSelectionRange(props.value.length, props.value.length);
  }, []);
  const finish = (act: () => void) => {
    if (done.current) return;
    done.current = true;
    act();
  };
  return (
    <input
      ref={input}
      class="cell-input figures"
      aria-label={props.label}
      defaultValue={props.value}
      onBlur={(event) => finish(() => props.onStore(event.currentTarget.value))}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(() => props.onStore(event.currentTarget.value));
        if (event.key === 'Escape') finish(props.onCancel);
      }}
    />
  );
}

const steps: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** Arrow keys move between cells. */
function moveFocus(event: KeyboardEvent): void {
  const step = steps[event.key];
  const from = event.currentTarget;
  if (!step || !(from instanceof HTMLTableCellElement)) return;
  const row = from.parentElement as HTMLTableRowElement;
  const rows = (row.parentElement as HTMLTableSectionElement).rows;
  const to = rows[row.sectionRowIndex + step[0]]?.cells[from.cellIndex + step[1]];
  if (!to || to.tabIndex < 0) return;
  event.preventDefault();
  to.focus();
}
