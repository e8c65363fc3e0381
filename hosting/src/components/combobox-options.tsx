import type { Ref } from 'preact';

/** Options under a heading. */
export interface ComboboxGroup<T> {
  label: string;
  options: { key: string; label: string; note: string; value: T }[];
}

/** The suggestions of a combobox in their groups. The text box keeps the focus, also when one is pressed. */
export function ComboboxOptions<T>(props: {
  list: Ref<HTMLDivElement>;
  id: string;
  label: string;
  open: boolean;
  groups: ComboboxGroup<T>[];
  /** Lines below the options; they cannot be chosen. */
  remarks: string[];
  /** Shown when nothing is found. */
  nothing: string;
}) {
  const { list, id, label, open, remarks, nothing } = props;
  const groups = props.groups.filter(({ options }) => options.length > 0);
  const lines = groups.length === 0 && remarks.length === 0 ? [nothing] : remarks;
  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} class="options" hidden={!open}>
      {groups.map((group) => (
        <div key={group.label} role="group" aria-label={group.label}>
          <div class="options-head" role="presentation">
            {group.label}
          </div>
          {group.options.map((option) => (
            <div
              key={option.key}
              id={`${id}-${option.key}`}
              role="option"
              data-key={option.key}
              class="option"
              onMouseDown={(event) => event.preventDefault()}
            >
              <span>{option.label}</span>
              <span class="muted small figures">{option.note}</span>
            </div>
          ))}
        </div>
      ))}
      {lines.map((line) => (
        <div key={line} class="options-head" role="option" aria-disabled="true" aria-selected="false">
          {line}
        </div>
      ))}
    </div>
  );
}
