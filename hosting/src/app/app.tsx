import { useEffect, useRef } from 'preact/hooks';
import { DatasetsScreen } from '../screens/datasets/datasets-screen.js';
import { RecommendScreen } from '../screens/recommend/recommend-screen.js';
import { signInRequest, verifying } from '../data/account.js';
import { Announcer } from '../components/announcer.js';
import { subject } from '../navigation/route-store.js';
import { route } from '../navigation/router.js';
import { dataScreen, joinScreen, modelScreen, signInDialog, verifyDialog } from './lazy-screens.js';
import { BottomBar, TopBar } from './top-bar.js';

/** The page: bars around one screen. */
export function App() {
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <TopBar />
      <Screen />
      <BottomBar />
      <Dialogs />
      <Announcer />
    </>
  );
}

function Dialogs() {
  const request = signInRequest.value;
  return (
    <>
      {request && <signInDialog.Slot request={request} />}
      {verifying.value && <verifyDialog.Slot />}
    </>
  );
}

function Screen() {
  const here = route.value;
  useHeadingFocus(`${here.screen} ${subject(here)}`);
  switch (here.screen) {
    case 'datasets':
      return <DatasetsScreen route={here} />;
    case 'data':
      return <dataScreen.Slot key={here.dataset} route={here} />;
    case 'recommend':
      return <RecommendScreen key={here.model ?? here.dataset} route={here} />;
    case 'model':
      return <modelScreen.Slot key={here.model} route={here} />;
    case 'join':
      return <joinScreen.Slot key={here.dataset} route={here} />;
    case 'unknown':
      return <NothingHere path={here.path} />;
  }
}

/** Moves the focus to the heading of a new screen, so that screen readers announce it. */
function useHeadingFocus(screen: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.querySelector('h1')?.focus({ preventScroll: true });
    first.current = false;
  }, [screen]);
}

function NothingHere({ path }: { path: string }) {
  return (
    <main id="main" class="main">
      <h1 tabindex={-1}>Page not found</h1>
      <p class="lead">
        There is nothing at <code>{path}</code>. <a href="/">All data sets</a>
      </p>
    </main>
  );
}
