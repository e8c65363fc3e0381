import { X } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { dataRoute, formatAddress, type RecommendRoute } from '../../navigation/address.js';
import { go } from '../../navigation/router.js';
import { Icon } from '../../components/icon.js';
import { changeSentence, type LiveChange } from './live-change.js';
import type { ModelSession } from '../../data/model-session.js';
import type { ShownVersion } from '../../data/shown-version.js';

/** The yellow strip: what a new version changed and why, or that one is ready, or that an older one is shown. */
export function LiveStrip(props: {
  session: ModelSession;
  shown: ShownVersion;
  route: RecommendRoute;
  change: LiveChange | null;
  dismiss: () => void;
}) {
  const { session, shown, route, change, dismiss } = props;
  const waiting = useWaiting(session);
  if (route.version !== null) return <PinnedStrip session={session} shown={shown} route={route} />;
  if (waiting) {
    return (
      <Strip>
        <p>
          <strong>Version {waiting.number} is ready.</strong> It waits until you are done here.
        </p>
        <button type="button" class="button live small" onClick={session.showReady}>
          Show it
        </button>
      </Strip>
    );
  }
  if (!change) return null;
  return <ChangeStrip session={session} shown={shown} route={route} change={change} dismiss={dismiss} />;
}

function ChangeStrip(props: {
  session: ModelSession;
  shown: ShownVersion;
  route: RecommendRoute;
  change: LiveChange;
  dismiss: () => void;
}) {
  const { session, shown, route, change, dismiss } = props;
  const [expanded, setExpanded] = useState(false);
  const kept = Object.values(session.current.value?.kept ?? {}).some(({ number }) => number === change.from);
  return (
    <Strip>
      <p>
        <strong>{changeSentence(change, route.n)}</strong>
        <span class={expanded ? 'cause' : 'cause folded'}> {change.cause}</span>
      </p>
      <button
        type="button"
        class="button live small only-narrow"
        aria-expanded={expanded}
        onClick={() => setExpanded(!expanded)}
      >
        Why?
      </button>
      <a class="button live small only-wide" href={`${formatAddress(dataRoute(shown.provenance.dataset))}#changes`}>
        All changes
      </a>
      {kept && (
        <button
          type="button"
          class="button live small only-wide"
          onClick={() => go({ ...route, version: change.from })}
        >
          Show {change.from} instead
        </button>
      )}
      <button type="button" class="icon-button tiny" aria-label="Dismiss" onClick={dismiss}>
        <Icon icon={X} size={19} />
      </button>
    </Strip>
  );
}

function PinnedStrip({ session, shown, route }: { session: ModelSession; shown: ShownVersion; route: RecommendRoute }) {
  const current = session.current.value?.number ?? shown.number;
  const follow = () => go({ ...route, version: null });
  const gone = shown.number !== route.version;
  return (
    <Strip>
      <p>
        {gone ? (
          <>
            <strong>Version {route.version} is no longer kept.</strong> You are looking at {shown.number}.
          </>
        ) : (
          <>
            <strong>You are looking at version {shown.number}</strong>
            {current === shown.number ? ', which is current.' : `; ${current} is current.`}
          </>
        )}
      </p>
      <button type="button" class="button live small" onClick={follow}>
        Follow again
      </button>
    </Strip>
  );
}

function Strip({ children }: { children: preact.ComponentChildren }) {
  return (
    <section class="strip" aria-label="What just changed">
      <div class="strip-inner">
        <span class="dot live" aria-hidden="true" />
        {children}
      </div>
    </section>
  );
}

/** A version that has been waiting long enough to be mentioned. */
function useWaiting(session: ModelSession): ShownVersion | null {
  const ready = session.ready.value;
  const [waited, setWaited] = useState<ShownVersion | null>(null);
  useEffect(() => {
    if (!ready) return setWaited(null);
    const timer = setTimeout(() => setWaited(ready), 700);
    return () => clearTimeout(timer);
  }, [ready]);
  return ready && waited ? ready : null;
}
