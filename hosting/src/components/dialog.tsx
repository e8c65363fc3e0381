import { X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon.js';

/** A native modal dialog, open while it is rendered. */
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren }) {
  const ref = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog?.open) dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={ref} class="dialog" aria-labelledby={title} onCancel={props.onClose}>
      <div class="dialog-head">
        <h2 id={title}>{props.title}</h2>
        <button type="button" class="icon-button tiny" aria-label="Close" onClick={props.onClose}>
          <Icon icon={X} />
        </button>
      </div>
      <div class="dialog-body">{props.children}</div>
    </dialog>
  );
}
