import ComboboxNavigation from '@github/combobox-nav';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Arrow keys, Enter and clicks on the options. A fast typist presses Enter before the browser has painted the options,
 * when none is marked yet.
 *
 * @param listed Changes whenever the list of options does.
 * @returns Marks the first option as the one Enter selects, unless another is marked.
 */
export function useOptionKeys(
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
