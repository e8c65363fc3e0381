import { causeNotes } from '@segue/core/contract/history';
import { paths } from '@segue/core/contract/stored/paths';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RecommendRoute } from '../../navigation/address.js';
import { announce } from '../../components/announcer.js';
import { entryOf } from '../../data/catalogue.js';
import { useLiveEach } from '../../data/live.js';
import { pillNote } from '../../data/pill-note.js';
import { changeOf, changeSentence, stillNote, type LiveChange } from './live-change.js';
import type { ModelSession } from '../../data/model-session.js';

/**
 * The last change a new version made to the list. It stays until it is dismissed or the viewer changes the mix; a
 * version that moved nothing is mentioned in the pill and leaves the previous change in place.
 */
export function useLiveChange(
  session: ModelSession,
  route: RecommendRoute,
  dataset: string,
): [LiveChange | null, () => void] {
  const isMember = entryOf(dataset)?.isMember ?? false;
  const history = useLiveEach(isMember ? paths.history(dataset) : paths.publicHistory(dataset), causeNotes);
  const [change, setChange] = useState<LiveChange | null>(null);
  const mix = JSON.stringify([route.tastes, route.known, route.n]);
  const latest = useRef(route);
  latest.current = route;
  const lastSwitch = session.lastSwitch.value;
  useEffect(() => {
    if (!lastSwitch) return;
    const found = changeOf(lastSwitch, latest.current, {
      history: history.peek().value ?? new Map(),
      current: session.current.peek(),
    });
    const shown = found.to;
    if (found.moved) {
      setChange(found);
      pillNote.value = { fresh: true, note: null, shown };
      announce(`${changeSentence(found, latest.current.n)} ${found.cause}`);
    } else {
      pillNote.value = { ...pillNote.value, note: stillNote(found), shown };
      announce(`Version ${found.to}, ${stillNote(found)}.`);
    }
  }, [lastSwitch]);
  const dismiss = () => {
    session.dismissSwitch();
    setChange(null);
    pillNote.value = { fresh: false, note: null, shown: null };
  };
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) dismiss();
    first.current = false;
  }, [mix, route.version]);
  useEffect(() => dismiss, [session]);
  return [change, dismiss];
}
