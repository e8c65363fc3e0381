import '@fontsource-variable/instrument-sans/wght.css';
import './styles/index.css';
import { render } from 'preact';
import { App } from './app/app.js';
import { prefetchScreens } from './app/lazy-screens.js';
import { watchOccupation } from './data/occupation.js';
import { startRouter } from './navigation/router.js';
import { restoreAccount } from './data/account.js';
import { startCatalogue } from './data/catalogue.js';

startRouter();
watchOccupation();
restoreAccount();
startCatalogue();
const root = document.getElementById('app');
if (!root) throw new Error('index.html has no element with the id "app".');
render(<App />, root);
prefetchScreens();
