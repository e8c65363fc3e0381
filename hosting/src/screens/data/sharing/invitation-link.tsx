import { useRef, useState } from 'preact/hooks';
import { announce } from '../../../components/announcer.js';

/** The whole address of an invitation, to be copied. @param props.link as the API gives it, without the site */
export function InvitationLink({ link }: { link: string }) {
  const [copied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const address = new URL(link, location.origin).href;
  const copy = async () => {
    input.current?.select();
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
      announce('The link is copied.');
    } catch {
      // Where pages may not write to the clipboard, the selected text is copied by hand.
    }
  };
  return (
    <div class="link-line">
      <input ref={input} class="input" aria-label="Link of the invitation" readOnly value={address} />
      <button type="button" class="button" onClick={() => void copy()}>
        {copied ? 'Copied' : 'Copy link'}
      </button>
    </div>
  );
}
