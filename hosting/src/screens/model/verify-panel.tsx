import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../../components/announcer.js';
import { Failure, Notice } from '../../components/notice.js';
import { countOf, formatCount, formatFixed } from '../../words/numbers.js';
import { verdictOf } from '../../verify/verdict.js';
import { verifyVersion, type Verification } from '../../verify/verification.js';
import type { ShownVersion } from '../../data/shown-version.js';

/** A verification, with the number of the version it verifies. */
type Verified = Verification & { number: number };

/** Trains the version again in this browser and says whether the result is the same. Leaving the screen cancels it. */
export function VerifyPanel({ shown }: { shown: ShownVersion }) {
  const [verified, setVerified] = useState<Verified | null>(null);
  const [overtaken, setOvertaken] = useState<number | null>(null);
  const end = useRef<(() => void) | null>(null);

  const stop = () => {
    end.current?.();
    end.current = null;
    setVerified(null);
  };
  const start = () => {
    end.current?.();
    setOvertaken(null);
    end.current = verifyVersion(shown, (verification) => {
      setVerified({ ...verification, number: shown.number });
      if (verification.phase === 'done') announce(headline(verdictOf(verification.finding).same, shown.number));
    });
  };
  useEffect(() => () => end.current?.(), []);
  // The rows are no longer those of the version being recomputed.
  useEffect(() => {
    if (verified?.phase !== 'running' || verified.number === shown.number) return;
    stop();
    setOvertaken(verified.number);
  }, [shown.number, verified]);

  const running = verified?.phase === 'running';
  return (
    <section class="panel" aria-labelledby="verify-title">
      <div class="panel-head">
        <h2 id="verify-title">Can version {shown.number} be reproduced?</h2>
        <button type="button" class="button small show-more" onClick={running ? stop : start}>
          {running ? 'Cancel' : 'Verify'}
        </button>
      </div>
      <div class="panel-body stack">
        <p class="muted small">
          Reads all rows, adds them up and trains on them again in this browser, then compares every bit with what the
          version records.
        </p>
        {overtaken !== null && (
          <Notice>
            Version {shown.number} came while version {overtaken} was being verified.
          </Notice>
        )}
        {verified?.phase === 'running' && <Progress verification={verified} />}
        {verified?.phase === 'failed' && (
          <Failure what={`Version ${verified.number} is not verified.`} error={verified.error} retry={start} />
        )}
        {verified?.phase === 'done' && <Result verification={verified} />}
      </div>
    </section>
  );
}

function Progress({ verification: { step, number } }: { verification: Verified & { phase: 'running' } }) {
  return (
    <div>
      <progress
        class="progress"
        aria-label={`Verifying version ${number}`}
        {...(step && { max: step.of, value: step.done })}
      />
      <p class="small figures">
        {!step && 'Asking for the rows'}
        {step?.step === 'reading' && `Reading rows, ${formatCount(step.done)} of ${formatCount(step.of)}`}
        {step?.step === 'training' && `Training, ${formatCount(step.done)} of ${countOf(step.of, 'epoch')}`}
      </p>
    </div>
  );
}

function headline(same: boolean, number: number): string {
  return same ? `Version ${number}: the same, bit for bit.` : `Version ${number}: not the same.`;
}

function Result({ verification: { finding, seconds, number } }: { verification: Verified & { phase: 'done' } }) {
  const { named, stored, recomputed } = finding;
  const { same, words } = verdictOf(finding);
  return (
    <>
      <Notice bad={!same}>
        <strong>{headline(same, number)}</strong> {words}
      </Notice>
      <dl class="facts broad">
        <Digest of="Digest of the sums" named={named.data} found={recomputed.data} />
        <Digest of="Digest of the embeddings" named={named.embeddings} found={recomputed.embeddings} />
        {stored !== named.embeddings && (
          <Digest of="Digest of what is stored" named={named.embeddings} found={stored} where="stored" />
        )}
      </dl>
      <p class="muted small">Took {formatFixed(seconds, 1)} s.</p>
    </>
  );
}

/** A digest that the version records, and the one found instead if they differ. */
function Digest(props: { of: string; named: string; found: string; where?: string }) {
  const { of, named, found, where = 'here' } = props;
  return (
    <div>
      <dt>{of}</dt>
      <dd>
        <code>{named}</code>
        {named === found ? `, the same ${where}` : `, but ${where} `}
        {named !== found && <code>{found}</code>}
      </dd>
    </div>
  );
}
