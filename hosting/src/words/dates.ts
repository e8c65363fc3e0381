/** Times as people read them: relative within a day, a date beyond. */

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "4 seconds ago", "2 hours ago", "12 November 2026"; with `short`, "4 s ago". */
export function formatMoment(at: number, now: number, short = false): string {
  const age = Math.max(0, now - at);
  if (age < 2 * second) return 'just now';
  if (age >= day) return date.format(at);
  const [amount, unit, sign] =
    age < minute
      ? [age / second, 'second', 's']
      : age < hour
        ? [age / minute, 'minute', 'min']
        : [age / hour, 'hour', 'h'];
  const whole = Math.floor(amount);
  return short ? `${whole} ${sign} ago` : relative.format(-whole, unit as Intl.RelativeTimeFormatUnit);
}

/** Milliseconds until the relative form of a time changes. */
export function nextChange(at: number, now: number): number {
  const age = Math.max(0, now - at);
  return age < minute ? second : age < hour ? 20 * second : 10 * minute;
}

/** The full date and time, for a `title`. */
export function formatInstant(at: number): string {
  return instant.format(at);
}

/** "about 20 seconds", "about 3 minutes": the time remaining. */
export function formatRemaining(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 5) return 'a few seconds';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} seconds`;
  return `about ${Math.ceil(seconds / 60)} minutes`;
}
