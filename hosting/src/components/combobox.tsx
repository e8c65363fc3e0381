import { Search } from 'lucide';
import { useId, useRef, useState } from 'preact/hooks';
import { effectOfKey } from './combobox-keys.js';
import { ComboboxOptions, type ComboboxGroup } from './combobox-options.js';
import { Icon } from './icon.js';
import { useOptionKeys } from './use-option-keys.js';

/** A text box with suggestions in groups (ARIA 1.2): arrow keys move, Enter selects, Escape closes. */
export function Combobox<T>(props: {
  label: string;
  placeholder: string;
  disabled: boolean;
  query: string;
  onQuery: (query: string) => void;
  groups: ComboboxGroup<T>[];
  /** Lines below the options; they cannot be chosen. */
  remarks: string[];
  /** Shown when nothing is found. */
  nothing: string;
  onChoose: (value: T) => void;
}) {
  const { query, onQuery, groups } = props;
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const keys = groups.flatMap(({ options }) => options.map(({ key }) => key));
  const choose = (key: string) => {
    const option = groups.flatMap(({ options }) => options).find((candidate) => candidate.key === key);
    if (!option) return;
    setOpen(false);
    props.onChoose(option.value);
  };
  const markFirst = useOptionKeys(input, list, open, JSON.stringify([query, keys]), choose);
  const onKey = (key: string) => {
    const effect = effectOfKey(key, open);
    if (effect === 'open' || effect === 'close') setOpen(effect === 'open');
    else if (effect === 'clear') onQuery('');
    else if (effect === 'mark-first') markFirst();
  };
  return (
    <div
      class="combobox"
      onFocusOut={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOpen(false);
      }}
    >
      <label class="field">
        <span class="label">{props.label}</span>
        <span class="with-icon">
          <Icon icon={Search} size={18} />
          <input
            ref={input}
            class="input"
            type="text"
            role="combobox"
            aria-expanded={open}
            aria-controls={`${id}-list`}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder={props.placeholder}
            disabled={props.disabled}
            value={query}
            onInput={(event) => {
              onQuery(event.currentTarget.value);
              setOpen(true);
            }}
            onFocus={() => setOpen(true)}
            onClick={() => setOpen(true)}
            onKeyDown={(event) => onKey(event.key)}
          />
        </span>
      </label>
      <span class="hidden" role="status">
        {open && query ? [`${keys.length} suggestions`, ...props.remarks].join('. ') : ''}
      </span>
      <ComboboxOptions
        list={list}
        id={id}
        label={props.label}
        open={open}
        groups={groups}
        remarks={props.remarks}
        nothing={props.nothing}
      />
    </div>
  );
}
