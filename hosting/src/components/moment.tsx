import { useEffect, useState } from 'preact/hooks';
import { formatInstant, formatMoment, nextChange } from '../words/dates.js';

/** A moment in words that keep up: "4 seconds ago". The whole instant is in its title. */
export function Moment({ at, short = false }: { at: number | string; short?: boolean }) {
  const instant = typeof at === 'number' ? at : Date.parse(at);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), nextChange(instant, now));
    return () => clearTimeout(timer);
  }, [instant, now]);
  return (
    <time dateTime={new Date(instant).toISOString()} title={formatInstant(instant)}>
      {formatMoment(instant, Math.max(now, instant), short)}
    </time>
  );
}
