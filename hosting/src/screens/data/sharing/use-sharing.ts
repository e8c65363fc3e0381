import { useEffect, useState } from 'preact/hooks';
import { listMembers, type SharingView } from '@segue/core/contract/api/sharing';
import { paths } from '@segue/core/contract/stored/paths';
import { api } from '../../../data/api.js';
import { useLive } from '../../../data/live.js';
import { sentence } from '../../../words/sentence.js';

/** Whom a data set is shared with, as the dialog shows and changes it. */
export interface Sharing {
  /** `null` until known. */
  view: SharingView | null;
  /** Why the last request failed, in words. */
  failure: string | null;
  busy: boolean;
  /** Runs a request that changes something, then reads everything again. Resolves to whether it went well. */
  change: (act: () => Promise<unknown>) => Promise<boolean>;
  /** Grows with every reading: the audit list reads itself again, too. */
  round: number;
}

/** Whom a data set is shared with: read again after every change, and when somebody accepts an invitation or leaves. */
export function useSharing(dataset: string): Sharing {
  const [view, setView] = useState<SharingView | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const members = useLive(paths.members(dataset)).value.value;
  useEffect(() => {
    const abort = new AbortController();
    api(listMembers, { params: { id: dataset } }, abort.signal).then(setView, (error: unknown) => {
      if (!abort.signal.aborted) setFailure(sentence(error));
    });
    return () => abort.abort();
  }, [dataset, members, round]);
  const change = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(null);
    let isDone = true;
    try {
      await act();
    } catch (error) {
      isDone = false;
      setFailure(sentence(error));
    }
    setRound((last) => last + 1);
    setBusy(false);
    return isDone;
  };
  return { view, failure, busy, change, round };
}
