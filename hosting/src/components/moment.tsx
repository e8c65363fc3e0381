import { useEffect, useState } from 'preact/hooks';
import { formatInstant, formatMoment, nextChange } from '../words/dates.js';

/** A relative time that stays current: "4 seconds ago". The title holds the full date and time. */
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
