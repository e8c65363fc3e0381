import { signal } from '@preact/signals';

/** What the reader chose; `null` follows the system. */
export type Theme = 'light' | 'dark' | null;

const storageKey = 'segue.theme';

/** The chosen theme. `theme.js` has already put it on the root before anything was drawn. */
export const theme = signal<Theme>(read());

/** Chooses the other of light and dark, as seen now; back to the system's where that is what the system has. */
export function switchTheme(): void {
  const systemDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const dark = theme.value ? theme.value === 'dark' : systemDark;
  const next = dark ? 'light' : 'dark';
  theme.value = (next === 'dark') === systemDark ? null : next;
  const root = document.documentElement;
  if (theme.value) root.dataset['theme'] = theme.value;
  else delete root.dataset['theme'];
  store(theme.value);
}

function read(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : null;
}

function store(chosen: Theme): void {
  try {
    if (chosen) localStorage.setItem(storageKey, chosen);
    else localStorage.removeItem(storageKey);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
