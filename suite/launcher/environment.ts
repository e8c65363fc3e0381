/** Settings that keep the Emulator Suite local and fast, each with what happens without it. */
const switches: Record<string, string> = {
  // Without: a "message of the day" and an update check are fetched, and questions are asked on the terminal.
  CI: '1',
  NO_UPDATE_NOTIFIER: '1',
  // Without: firebase-tools prints nothing, as it does not take itself for a program.
  IS_FIREBASE_CLI: 'true',
  // Without: Google's metadata server is asked for credentials, 1 to 3 s each time outside Google Cloud.
  METADATA_SERVER_DETECTION: 'none',
  // Without: `npm show firebase-functions` runs at every load of the functions, 10 s where the registry is out of reach.
  npm_config_offline: 'true',
  // Without: the functions' list is served by a second process that takes 3 s to go away.
  FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: 'true',
  // Without: a burst of events starts up to 155 worker processes (9 to 13 GB) and loses the events of those not ready
  // within 30 s. With four, the same hundred writes need 10 workers and lose nothing.
  FUNCTIONS_EMULATOR_PARALLEL: '4',
  FUNCTIONS_DISCOVERY_TIMEOUT: '300',
};

/** Variables that would make the suite or a function talk to anything but the suite's own emulators. */
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
 * @param temporary folder for sockets and locator files; its own for each suite, as several share their names
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
