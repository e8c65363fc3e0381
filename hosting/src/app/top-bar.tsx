import { Activity, ChevronDown, Database, SlidersVertical, SunMoon, UserRound } from 'lucide';
import { Icon } from '../components/icon.js';
import { Menu } from '../components/menu.js';
import { account, ensureAccount, ensureAddress, openAccount, verifying } from '../data/account.js';
import { catalogue, entryOf, modelOf } from '../data/catalogue.js';
import { dataRoute, formatAddress, modelRoute, recommendAddress } from '../navigation/address.js';
import { place } from '../navigation/place.js';
import { route } from '../navigation/router.js';
import { StatePill } from './state-pill.js';
import { switchTheme } from '../components/theme.js';

/** The bar at the top: the data set, the state of its model and the account. */
export function TopBar() {
  const { dataset } = place.value;
  return (
    <header class="top">
      <div class="top-inner">
        <a class="mark" href="/" aria-label="Segue, data sets">
          <svg width="30" height="22" viewBox="0 0 30 22" fill="none" stroke-width="3.6" aria-hidden="true">
            <path class="mark-a" d="M1 17c10 0 18-12 28-12" />
            <path class="mark-b" d="M1 5c10 0 18 12 28 12" />
          </svg>
          <span class="word">Segue</span>
        </a>
        {dataset !== null && <Switcher dataset={dataset} />}
        {dataset !== null && <Sections class="tabs" />}
        <div class="top-end">
          <StatePill />
          <button type="button" class="icon-button" aria-label="Switch between light and dark" onClick={switchTheme}>
            <Icon icon={SunMoon} />
          </button>
          <AccountMenu />
        </div>
      </div>
    </header>
  );
}

/** The navigation bar at the bottom of the screen on phones. */
export function BottomBar() {
  return place.value.dataset === null ? null : <Sections class="bottom" icons />;
}

function Sections({ class: name, icons = false }: { class: string; icons?: boolean }) {
  const { dataset, model } = place.value;
  const { screen } = route.value;
  const sections = [
    { screen: 'data', word: 'Data', icon: Database, href: formatAddress(dataRoute(dataset ?? '')) },
    { screen: 'recommend', word: 'Recommend', icon: SlidersVertical, href: recommendAddress(dataset, model) },
    ...(model ? [{ screen: 'model', word: 'Model', icon: Activity, href: formatAddress(modelRoute(model)) }] : []),
  ];
  return (
    <nav class={name} aria-label={icons ? 'Sections, bottom' : 'Sections'}>
      {sections.map((section) => (
        <a key={section.screen} href={section.href} aria-current={section.screen === screen ? 'page' : undefined}>
          {icons && <Icon icon={section.icon} size={22} />}
          {section.word}
        </a>
      ))}
    </nav>
  );
}

function Switcher({ dataset }: { dataset: string }) {
  const name = entryOf(dataset)?.name ?? dataset;
  const { screen } = route.value;
  const entries = catalogue.value ?? [];
  return (
    <div class="switcher">
      <Menu
        class="button"
        label={`${name}, choose another data set`}
        button={
          <>
            <span>{name}</span>
            <Icon icon={ChevronDown} size={18} />
          </>
        }
      >
        {entries.map((entry) => {
          const model = modelOf(entry.id)?.address ?? null;
          const href =
            screen === 'recommend' && model ? recommendAddress(entry.id, model) : formatAddress(dataRoute(entry.id));
          return (
            <a key={entry.id} href={href} aria-current={entry.id === dataset ? 'true' : undefined}>
              {entry.name}
            </a>
          );
        })}
        <hr />
        <a href="/">All data sets</a>
      </Menu>
    </div>
  );
}

function AccountMenu() {
  const current = account.value;
  if (!current) {
    const signIn = () => void ensureAccount('store and change data');
    return (
      <button type="button" class="button small" disabled={current === undefined} onClick={signIn}>
        Sign in
      </button>
    );
  }
  const signOut = () => void openAccount().then((session) => session.signOut());
  const keep = () => void ensureAddress('keep what you stored');
  const verify = () => {
    verifying.value = true;
  };
  return (
    <Menu
      class="avatar"
      // The accessible name begins with the visible text (WCAG 2.5.3).
      label={`${current.guest ? 'Account' : `${initialsOf(current.name)} account`}: ${current.name}`}
      button={<Initials guest={current.guest} name={current.name} />}
    >
      <p>
        <strong>{current.name}</strong>
        <br />
        <span class="muted small">{current.guest ? 'Known to this browser only' : current.email}</span>
      </p>
      <hr />
      {current.guest && (
        <button type="button" onClick={keep}>
          Create an account
        </button>
      )}
      {!current.guest && !current.isVerified && (
        <button type="button" onClick={verify}>
          Verify e-mail
        </button>
      )}
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </Menu>
  );
}

function Initials({ guest, name }: { guest: boolean; name: string }) {
  if (guest) return <Icon icon={UserRound} size={18} />;
  return <>{initialsOf(name)}</>;
}

function initialsOf(name: string): string {
  return name.slice(0, 2).toUpperCase();
}
