import type { ComponentType } from 'preact';
import { lazyComponent, type LazyComponent, type PlaceholderProps } from '../components/lazy-component.js';
import { ReloadNotice } from '../components/reload-notice.js';
import { Skeleton } from '../components/skeleton.js';
import { importPanel } from '../screens/datasets/import-slot.js';

/** The Data screen. */
export const dataScreen = lazyScreen(
  'Data set',
  async () => (await import('../screens/data/data-screen.js')).DataScreen,
);

/** The Model screen. */
export const modelScreen = lazyScreen(
  'Model',
  async () => (await import('../screens/model/model-screen.js')).ModelScreen,
);

/** The screen of whoever opens the link of an invitation. */
export const joinScreen = lazyScreen(
  'Invitation',
  async () => (await import('../screens/join/join-screen.js')).JoinScreen,
);

/** The dialog that signs in: readers of public data sets never see it. */
export const signInDialog = lazyComponent(
  async () => (await import('../components/sign-in-dialog.js')).SignInDialog,
  LoadingDialog,
);

/** The dialog that verifies the address of an account. */
export const verifyDialog = lazyComponent(
  async () => (await import('../components/verify-email.js')).VerifyDialog,
  LoadingDialog,
);

function LoadingDialog({ failed }: PlaceholderProps) {
  return failed ? <ReloadNotice what="The dialog" /> : null;
}

/** Loads the code that the next click may need, once the browser is idle. */
export function prefetchScreens(): void {
  const prefetch = () => {
    for (const part of [dataScreen, importPanel, modelScreen, signInDialog]) part.prefetch();
  };
  // Safari has no requestIdleCallback.
  if ('requestIdleCallback' in window) requestIdleCallback(prefetch, { timeout: 5000 });
  else setTimeout(prefetch, 2000);
}

/** A screen in a chunk of its own; the placeholder shows its title as the heading. */
function lazyScreen<Props extends object>(
  title: string,
  load: () => Promise<ComponentType<Props>>,
): LazyComponent<Props> {
  return lazyComponent(load, ({ failed }) => (
    <main id="main" class="main" aria-busy={!failed}>
      <h1 tabindex={-1}>{title}</h1>
      {failed ? <ReloadNotice what="This screen" /> : <Skeleton height="220px" />}
    </main>
  ));
}
