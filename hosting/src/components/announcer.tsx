import { signal } from '@preact/signals';

const message = signal('');

/** Has screen readers announce a text, politely. */
export function announce(text: string): void {
  // Setting the same sentence again would be no change, so screen readers would not announce it.
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
