import type { ComponentChildren, TargetedEvent } from 'preact';
import { useId, useRef } from 'preact/hooks';

/** A button that opens a list of links and buttons below itself: a native popover. */
export function Menu(props: { label: string; button: ComponentChildren; class: string; children: ComponentChildren }) {
  const id = useId();
  const buttonRef = useRef<HTMLButtonElement>(null);
  const place = ({ currentTarget: { style } }: TargetedEvent<HTMLElement>) => {
    if (!buttonRef.current) return;
    const { left, right, bottom } = buttonRef.current.getBoundingClientRect();
    style.top = `${bottom}px`;
    const toTheRight = left < innerWidth / 2;
    style.left = toTheRight ? `${Math.max(10, left)}px` : 'auto';
    style.right = toTheRight ? 'auto' : `${Math.max(10, document.documentElement.clientWidth - right)}px`;
  };
  return (
    <>
      <button ref={buttonRef} type="button" class={props.class} aria-label={props.label} popovertarget={id}>
        {props.button}
      </button>
      <div id={id} class="menu" popover="auto" onBeforeToggle={place}>
        {props.children}
      </div>
    </>
  );
}
