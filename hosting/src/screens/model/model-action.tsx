import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Failure } from '../../components/notice.js';
import { ensureAccount } from '../../data/account.js';

/** What a button asks of a model. */
export interface ModelActionProps {
  /** Calls the API. */
  call: () => Promise<unknown>;
  /** Completes "Sign in to …". */
  purpose: string;
  /** Said where it could not be done. */
  failed: string;
  small?: boolean;
  /** Where the words of the button do not say what it is about. */
  label?: string;
  children: ComponentChildren;
}

/** A button that asks something of a model; what comes of it is seen where the model is shown. */
export function ModelAction({ call, purpose, failed, small, label, children }: ModelActionProps) {
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    if (!(await ensureAccount(purpose))) return;
    setBusy(true);
    try {
      await call();
      setFailure(null);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <button
        type="button"
        class={small ? 'button small' : 'button'}
        aria-label={label}
        disabled={busy}
        onClick={() => void ask()}
      >
        {children}
      </button>
      {failure !== null && <Failure what={failed} error={failure} />}
    </>
  );
}
