import { Info, TriangleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import { ApiError } from '@segue/core/contract/api/api-error';
import { sentence } from '../words/sentence.js';
import { Icon } from './icon.js';

/** A notice next to what it is about. */
export function Notice({ bad = false, children }: { bad?: boolean; children: ComponentChildren }) {
  return (
    <div class={bad ? 'notice bad' : 'notice'} role={bad ? 'alert' : undefined}>
      <Icon icon={bad ? TriangleAlert : Info} />
      <div>{children}</div>
    </div>
  );
}

/** What failed, why, and what to do next. */
export function Failure(props: { what: string; error: unknown; retry?: (() => void) | undefined }) {
  const code = props.error instanceof ApiError ? props.error.code : null;
  return (
    <Notice bad>
      <strong>{props.what}</strong> {sentence(props.error)}
      {code && <span class="code"> ({code})</span>}
      {props.retry && (
        <div class="actions">
          <button type="button" class="button small" onClick={props.retry}>
            Try again
          </button>
        </div>
      )}
    </Notice>
  );
}
