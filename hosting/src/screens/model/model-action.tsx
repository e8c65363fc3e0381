import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Failure } from '../../components/notice.js';
import { ensureAccount } from '../../data/account.js';

/** A request to the API about a model, as a button. */
export interface ModelActionProps {
  /** Calls the API. */
  call: () => Promise<unknown>;
  /** Completes "Sign in to …". */
  purpose: string;
  /** Shown if the request fails. */
  failed: string;
  /** Whether the button is there. Why a request failed is said also where signing in has shown that the viewer may not. */
  offered: boolean;
  small?: boolean;
  /** Names the button for screen readers where its text is not enough. */
  label?: string;
  children: ComponentChildren;
}

/** A button that sends a request about a model; the result appears where the model is shown. */
export function ModelAction({ call, purpose, failed, offered, small, label, children }: ModelActionProps) {
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
      {offered && (
        <button
          type="button"
          class={small ? 'button small' : 'button'}
          aria-label={label}
          disabled={busy}
          onClick={() => void ask()}
        >
          {children}
        </button>
      )}
      {failure !== null && <Failure what={failed} error={failure} />}
    </>
  );
}
