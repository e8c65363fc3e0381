import { useEffect, useState } from 'preact/hooks';
import { hasCode } from '@segue/core/contract/api/api-error';
import { join } from '@segue/core/contract/api/sharing';
import { announce } from '../../components/announcer.js';
import { Failure, Notice } from '../../components/notice.js';
import { Skeleton } from '../../components/skeleton.js';
import { VerifyEmail } from '../../components/verify-email.js';
import { account, ensureAddress, openAccount } from '../../data/account.js';
import { api } from '../../data/api.js';
import { entryOf } from '../../data/catalogue.js';
import { dataRoute, formatAddress, type JoinRoute } from '../../navigation/address.js';
import { go } from '../../navigation/router.js';
import { joinStep, type JoinStep } from './join-step.js';

/** Where the link of an invitation leads: an account with the invited address, its verification, the data set. */
export function JoinScreen({ route: { dataset } }: { route: JoinRoute }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const current = account.value;
  const step = joinStep(current, entryOf(dataset));
  useEffect(() => {
    document.title = 'Invitation · Segue';
  }, []);
  useEffect(() => setFailure(null), [current?.uid]);
  const accept = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const view = await api(join, { params: { id: dataset } });
      announce(`${view.name} is shared with you now.`);
      go(dataRoute(dataset));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <main id="main" class="main">
      <div class="page-head">
        <div>
          <h1 tabindex={-1}>You are invited to a data set</h1>
          <p class="lead">
            Its owner shares it with one e-mail address. Sign in with that address to see its rows and recommendations.
          </p>
        </div>
      </div>
      <section class="panel" aria-label="Accept the invitation">
        <div class="panel-body stack join">
          {failure !== null && <Refusal error={failure} retry={() => void accept()} />}
          <Step
            step={step}
            address={current?.email ?? ''}
            dataset={dataset}
            busy={busy}
            onAccept={() => void accept()}
          />
        </div>
      </section>
    </main>
  );
}

interface StepProps {
  step: JoinStep;
  address: string;
  dataset: string;
  busy: boolean;
  onAccept: () => void;
}

function Step({ step, address, dataset, busy, onAccept }: StepProps) {
  switch (step) {
    case 'wait':
      return <Skeleton height="80px" />;
    case 'sign in':
      return (
        <>
          <p>Use the address that was invited. If it has no account yet, create one with it.</p>
          <div class="dialog-actions">
            <button type="button" class="button primary" onClick={() => void ensureAddress('accept the invitation')}>
              Sign in or create an account
            </button>
          </div>
        </>
      );
    case 'verify':
      return (
        <>
          <h2>Verify your e-mail</h2>
          <VerifyEmail onVerified={onAccept} />
          <OtherAccount />
        </>
      );
    case 'accept':
      return (
        <>
          <p>
            You are signed in as <strong>{address}</strong>. The owner and other members see your name.
          </p>
          <div class="dialog-actions">
            <button type="button" class="button primary" disabled={busy} onClick={onAccept}>
              Accept the invitation
            </button>
          </div>
          <OtherAccount />
        </>
      );
    case 'open':
      return (
        <>
          <p>It is shared with you already.</p>
          <div class="dialog-actions">
            <a class="button primary" href={formatAddress(dataRoute(dataset))}>
              Open the data set
            </a>
          </div>
        </>
      );
  }
}

function OtherAccount() {
  const signOut = async () => {
    const session = await openAccount();
    await session.signOut();
    await ensureAddress('accept the invitation');
  };
  return (
    <div>
      <button type="button" class="link-button" onClick={() => void signOut()}>
        Use another account
      </button>
    </div>
  );
}

/** Why the invitation was not accepted; that there is none for this address is no fault. */
function Refusal({ error, retry }: { error: unknown; retry: () => void }) {
  if (hasCode(error, 'invitation-not-found')) {
    return (
      <Notice>
        There is no invitation for {account.value?.email} here. It may be for another address of yours, or was
        withdrawn. Ask the owner who sent you the link.
      </Notice>
    );
  }
  return <Failure what="The invitation was not accepted." error={error} retry={retry} />;
}
