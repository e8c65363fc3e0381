import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Failure } from '../components/notice.js';
import { Skeleton } from '../components/skeleton.js';
import type { ModelRoute } from '../navigation/address.js';

interface ScreenProps {
  route: ModelRoute;
}

/** Few visits need the Model screen, and the first load has a budget: its code comes when it is asked for. */
const screen = signal<{ Screen: ComponentType<ScreenProps>; refocus: boolean } | null>(null);
const failure = signal<unknown>(null);

/** Loads the code of the Model screen; again, where that failed before. */
export function loadModelScreen(): void {
  failure.value = null;
  import('../screens/model/model-screen.js').then(
    ({ ModelScreen }) => {
      // The heading that waited had the focus; the screen's own takes it over.
      screen.value = { Screen: ModelScreen, refocus: document.activeElement?.tagName === 'H1' };
    },
    (error: unknown) => (failure.value = error),
  );
}

/** The Model screen, or its place while the code is on its way. */
export function ModelSlot({ route }: ScreenProps) {
  const loaded = screen.value;
  useEffect(() => {
    if (!loaded) loadModelScreen();
  }, []);
  useEffect(() => {
    if (loaded?.refocus) document.querySelector('h1')?.focus({ preventScroll: true });
  }, [loaded]);
  if (loaded) return <loaded.Screen route={route} />;
  return (
    <main id="main" class="main" aria-busy={failure.value === null}>
      <h1 tabindex={-1}>Model</h1>
      {failure.value === null && <Skeleton height="220px" />}
      {failure.value !== null && (
        <Failure what="The screen could not be loaded." error={failure.value} retry={loadModelScreen} />
      )}
    </main>
  );
}
