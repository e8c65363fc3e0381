import ComboboxNavigation from '@github/combobox-nav';
import { Search } from 'lucide';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.js';

/** Options under a heading. */
export interface ComboboxGroup<T> {
  label: string;
  options: { key: string; label: string; note: string; value: T }[];
}

/** A text box with suggestions in groups (ARIA 1.2): arrow keys move, Enter selects, Escape closes. */
export function Combobox<T>(props: {
  label: string;
  placeholder: string;
  disabled: boolean;
  query: string;
  onQuery: (query: string) => void;
  groups: ComboboxGroup<T>[];
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
  const count = keys.length;
  const choose = (key: string) => {
    const option = groups.flatMap(({ options }) => options).find((candidate) => candidate.key === key);
    if (!option) return;
    setOpen(false);
    props.onChoose(option.value);
  };
  const markFirst = useNavigation(input, list, open, JSON.stringify([query, keys]), choose);
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
            onKeyDown={(event) => {
              if (event.key === 'Escape') {
                if (open) setOpen(false);
                else onQuery('');
              } else if (event.key === 'ArrowDown' && !open) setOpen(true);
              else if (event.key === 'Enter') markFirst();
            }}
          />
        </span>
      </label>
      <span class="hidden" role="status">
        {open && query ? `${count} suggestions` : ''}
      </span>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={props.label} class="options" hidden={!open}>
        {groups
          .filter(({ options }) => options.length > 0)
          .map(({ label, options }) => (
            <div key={label} role="group" aria-label={label}>
              <div class="options-head" role="presentation">
                {label}
              </div>
              {options.map((option) => (
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
        {count === 0 && (
          <div class="options-head" role="option" aria-disabled="true" aria-selected="false">
            {props.nothing}
          </div>
        )}
      </div>
    </div>
  );
}

/**
 * Arrow keys, Enter and clicks on the options. A fast typist presses Enter before the browser has painted the options,
 * when none is marked yet.
 *
 * @param listed Changes whenever the list of options does.
 * @returns Marks the first option as the one Enter selects, unless another is marked.
 */
function useNavigation(
  input: { current: HTMLInputElement | null },
  list: { current: HTMLDivElement | null },
  open: boolean,
  listed: string,
  choose: (key: string) => void,
): () => void {
  const latest = useRef(choose);
  latest.current = choose;
  const active = useRef<ComboboxNavigation | null>(null);
  useLayoutEffect(() => {
    if (!open || !input.current || !list.current) return;
    const navigation = new ComboboxNavigation(input.current, list.current, {
      tabInsertsSuggestions: false,
      firstOptionSelectionMode: 'active',
    });
    const commit = (event: Event) => {
      const key = event.target instanceof HTMLElement ? event.target.dataset['key'] : undefined;
      if (key !== undefined) latest.current(key);
    };
    const element = list.current;
    element.addEventListener('combobox-commit', commit);
    navigation.start();
    active.current = navigation;
    return () => {
      element.removeEventListener('combobox-commit', commit);
      navigation.stop();
      active.current = null;
    };
  }, [open]);
  const markFirst = () => {
    if (!list.current?.querySelector('[aria-selected="true"]')) active.current?.resetSelection();
  };
  // Runs after the library's own listener, which clears the mark on every input.
  useEffect(() => active.current?.resetSelection(), [listed]);
  return markFirst;
}
