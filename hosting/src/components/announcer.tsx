import { signal } from '@preact/signals';

const message = signal('');

/** Announces a text to screen readers, politely. */
export function announce(text: string): void {
  // The same sentence twice would be no change, and not be said.
  message.value = message.value === text ? `${text}\u00a0` : text;
}

/** The live region of the page. */
export function Announcer() {
  return (
    <div class="hidden" role="status" aria-live="polite">
      {message}
    </div>
  );
}
