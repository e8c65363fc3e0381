import { signal } from '@preact/signals';

/** The theme the viewer chose; `null` follows the system. */
export type Theme = 'light' | 'dark' | null;

const storageKey = 'segue.theme';

/** The chosen theme. `theme.js` has already set it on the root before the first paint. */
export const theme = signal<Theme>(read());

/** Switches between light and dark; follows the system again where the new theme is the system's own. */
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
    // Storage may be blocked; the choice then lasts as long as the page.
  }
}
