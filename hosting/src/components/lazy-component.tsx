import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A component loaded in a chunk of its own. */
export interface LazyComponent<Props> {
  /** Shows the placeholder, then the component. */
  Slot: ComponentType<Props>;
  /** Loads the code before it is needed. A failure is silent: the slot tries again. */
  prefetch: () => void;
}

/** Props of the placeholder shown while a component loads. */
export interface PlaceholderProps {
  /** The code could not be loaded: no connection, or a new release has replaced the chunk. */
  failed: boolean;
}

/**
 * Keeps a component out of the first load, which has a budget. If the placeholder's heading has the focus, the heading
 * of the loaded component receives it, so that screen readers stay in place.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Placeholder: ComponentType<PlaceholderProps>,
): LazyComponent<Props> {
  let loaded: ComponentType<Props> | null = null;
  const loadOnce = async () => (loaded ??= await load());

  function Slot(props: Props) {
    const [shown, setShown] = useState(loaded && { Component: loaded, refocus: false });
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (shown) return;
      let gone = false;
      loadOnce().then(
        (Component) => gone || setShown({ Component, refocus: document.activeElement?.tagName === 'H1' }),
        () => gone || setFailed(true),
      );
      return () => {
        gone = true;
      };
    }, []);
    useEffect(() => {
      if (shown?.refocus) document.querySelector('h1')?.focus({ preventScroll: true });
    }, [shown]);
    return shown ? <shown.Component {...props} /> : <Placeholder failed={failed} />;
  }

  return { Slot, prefetch: () => void loadOnce().catch(() => undefined) };
}
