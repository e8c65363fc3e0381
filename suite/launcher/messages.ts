/** Messages between the process that starts a suite and the process that runs it, over IPC. */

/** The emulators that programs outside the suite use; callers may choose their ports. */
export const portNames = ['hosting', 'functions', 'database', 'auth'] as const;

/**
 * The emulators that only the suite itself uses. They could find free ports themselves, but two suites started at the
 * same moment would find the same ones.
 */
export const helperNames = ['hub', 'logging', 'eventarc', 'tasks'] as const;

/** One of the four emulators with a port of its own. */
export type PortName = (typeof portNames)[number];

/** A port for each of the four emulators. */
export type Ports = Record<PortName, number>;

/** Everything the suite's process needs to know: its one argument, as JSON. */
export interface HostOptions {
  /** Project id, which is also the one database namespace; starts with `demo-`, so that nothing leaves the machine. */
  project: string;
  ports: Ports;
  helperPorts: Record<(typeof helperNames)[number], number>;
  /** How to disturb database events: a seed, or more; see our emulator's `--faults`. */
  faults?: string | undefined;
  /** Folder of an earlier export to start with. */
  importFrom?: string | undefined;
  /** Folder of the functions, absolute; the project's own if absent. */
  functionsDir?: string | undefined;
  /** File of database rules, absolute; the project's own if absent. */
  rulesFile?: string | undefined;
  /** Emulators to start; all four if absent. */
  only?: PortName[] | undefined;
  /** Uses Google's JAR as the database emulator, which needs Java 21. */
  official?: boolean | undefined;
}

/** From the suite to the process that started it. */
export type HostMessage =
  { type: 'ready'; hub: string; pids: Record<string, number | undefined> } | { type: 'error'; message: string };

/** From the process that started it to the suite. */
export interface HostCommand {
  type: 'stop';
}
