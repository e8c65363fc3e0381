/** Settings that keep the Emulator Suite local and fast, each with what would happen without it. */
const switches: Record<string, string> = {
  // Without: it fetches a "message of the day", checks for updates, and asks questions on the terminal.
  CI: '1',
  NO_UPDATE_NOTIFIER: '1',
  // Without: firebase-tools prints nothing, because it assumes it is used as a library.
  IS_FIREBASE_CLI: 'true',
  // Without: it asks Google's metadata server for credentials, 1 to 3 s each time outside Google Cloud.
  METADATA_SERVER_DETECTION: 'none',
  // Without: it runs `npm show firebase-functions` whenever the functions load, 10 s if the registry is unreachable.
  npm_config_offline: 'true',
  // Without: a second process serves the list of functions, and takes 3 s to exit.
  FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: 'true',
  // Without: a burst of events starts up to 155 worker processes (9 to 13 GB) and loses the events of those not ready
  // within 30 s. With four, the same hundred writes need 10 workers and lose nothing.
  FUNCTIONS_EMULATOR_PARALLEL: '4',
  FUNCTIONS_DISCOVERY_TIMEOUT: '300',
};

/** Variables that would make the suite or a function contact anything but the suite's own emulators. */
const foreign = [
  'FIREBASE_CONFIG',
  'FIREBASE_DATABASE_EMULATOR_HOST',
  'FIREBASE_AUTH_EMULATOR_HOST',
  'FIREBASE_EMULATOR_HUB',
  'FIREBASE_TOKEN',
  'GCLOUD_PROJECT',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'GOOGLE_CLOUD_PROJECT',
  'NODE_OPTIONS',
  'JEST_WORKER_ID',
  'NODE_ENV',
];

/**
 * The environment of a suite's process.
 *
 * @param project also the name of the database: without DATABASE_URL the parts of the suite disagree on it
 * @param temporary folder for sockets and locator files; each suite needs its own, because their names would clash
 */
export function suiteEnvironment(project: string, temporary: string, extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.includes(name)));
  return {
    ...inherited,
    ...switches,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    DATABASE_URL: `https://${project}.firebaseio.com`,
    ...extra,
  };
}
