import { Notice } from './notice.js';

/** Reports that code could not be loaded. Browsers remember a failed import, so only a reload tries again. */
export function ReloadNotice({ what }: { what: string }) {
  return (
    <Notice bad>
      <strong>{what} could not be loaded.</strong> You may be offline, or a new release is out.
      <div class="actions">
        <button type="button" class="button small" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    </Notice>
  );
}
