import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure } from '@segue/cli/failure';
import { portNames, type Ports } from '../launcher/messages.js';
import { standardPorts } from '../launcher/ports.js';
import { inRoot } from '../launcher/root.js';

/** The project unless another is given. */
export const standardProject = 'demo-segue';

/** What `npm start -- --help` prints. */
export const help = `npm start [-- OPTIONS]    Segue on this machine: page, functions, database, Auth

  --port N             port of the page (${standardPorts.hosting}); here and below, 0 picks a free one
  --functions-port N   port of the functions (${standardPorts.functions})
  --database-port N    port of the database (${standardPorts.database})
  --auth-port N        port of Auth (${standardPorts.auth})
  --free-ports         picks a free port for every one not given
  --project ID         project id, starting with demo- (demo-segue); each running suite needs its own
  --data FOLDER        where the data is saved for the next start (.segue/data, or .segue/ID for another project)
  --fresh              starts with the sample again and ignores saved data
  --sweep SECONDS      seconds between two sweeps (60); 0 turns them off
  --no-build           uses the last build
  --official           uses Google's database emulator: needs Java 21 and a download
  --verbose            prints the suite's whole output, not only warnings
  --help               prints this list
`;

/** The options of `npm start`, parsed. */
export interface StartOptions {
  ports: Ports;
  /** The port of the page was given: no other will do. */
  isPagePortGiven: boolean;
  project: string;
  /** Folder of the saved data, absolute. */
  data: string;
  fresh: boolean;
  sweepSeconds: number;
  build: boolean;
  official: boolean;
  verbose: boolean;
  help: boolean;
}

/** @throws Failure that names the wrong option */
export function readOptions(args: string[]): StartOptions {
  const values = parse(args);
  const wanted: Record<keyof Ports, string | undefined> = {
    hosting: values.port,
    functions: values['functions-port'],
    database: values['database-port'],
    auth: values['auth-port'],
  };
  const ports = { ...standardPorts };
  for (const name of portNames) {
    const fallback = values['free-ports'] ? 0 : standardPorts[name];
    ports[name] = wanted[name] === undefined ? fallback : readNumber(optionOf(name), wanted[name], 65535);
  }
  return {
    ports,
    isPagePortGiven: values.port !== undefined,
    project: readProject(values.project),
    data: resolve(
      values.data ?? inRoot(values.project === standardProject ? '.segue/data' : `.segue/${values.project}`),
    ),
    fresh: values.fresh,
    sweepSeconds: readNumber('--sweep', values.sweep, 86_400),
    build: !values['no-build'],
    official: values.official,
    verbose: values.verbose,
    help: values.help,
  };
}

/** The option that changes a port. */
export function optionOf(name: keyof Ports): string {
  return name === 'hosting' ? '--port' : `--${name}-port`;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string' },
        'functions-port': { type: 'string' },
        'database-port': { type: 'string' },
        'auth-port': { type: 'string' },
        'free-ports': { type: 'boolean', default: false },
        project: { type: 'string', default: standardProject },
        data: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        sweep: { type: 'string', default: '60' },
        'no-build': { type: 'boolean', default: false },
        official: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Failure(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
  }
}

function readNumber(option: string, text: string, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  throw new Failure(`${option} must be a whole number from 0 to ${most}, not "${text}".`);
}

function readProject(project: string): string {
  if (/^demo-[a-z0-9-]{1,25}$/.test(project)) return project;
  throw new Failure(
    `--project must be "demo-" and up to 25 lower-case letters, digits or hyphens, not "${project}": ` +
      'any other id may belong to a real Firebase project.',
  );
}
