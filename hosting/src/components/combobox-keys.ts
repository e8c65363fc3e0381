/** What the text box of a combobox does on a key; moving between options is left to the library. */
export type KeyEffect = 'open' | 'close' | 'clear' | 'mark-first' | null;

/** The effect of a key while the list is open or closed: Escape closes it and, once it is closed, clears the text. */
export function effectOfKey(key: string, open: boolean): KeyEffect {
  if (key === 'Escape') return open ? 'close' : 'clear';
  if (key === 'ArrowDown' && !open) return 'open';
  return key === 'Enter' ? 'mark-first' : null;
}
