import type { JsonTree } from '@segue/functions/store/json-tree';

type TrafficDirection = 'read' | 'written';

/** The database traffic while it is being recorded, and the milliseconds spent waiting for it. */
export class Traffic {
  /** Time during which at least one read was in progress. Concurrent operations count once. */
  reading = 0;
  /** The same for writes. */
  writing = 0;
  private values: Record<TrafficDirection, unknown[]> | null = null;

  /** Starts recording, from zero. */
  begin(): void {
    this.reading = 0;
    this.writing = 0;
    this.values = { read: [], written: [] };
  }

  /** Records a value, if recording. */
  note(direction: TrafficDirection, value: unknown): void {
    this.values?.[direction].push(value);
  }

  /**
   * Stops recording and returns the size of the values as JSON, which is about what the database bills. The sizes are
   * computed only here, because serialising the values would take up part of the measured time.
   */
  end(): Record<TrafficDirection, number> {
    const { read = [], written = [] } = this.values ?? {};
    this.values = null;
    return { read: sizeOf(read), written: sizeOf(written) };
  }
}

function sizeOf(values: unknown[]): number {
  return values.reduce((sum: number, value) => sum + (value === undefined ? 0 : JSON.stringify(value).length), 0);
}

/** A tree whose operations are recorded. */
export function watched(tree: JsonTree, traffic: Traffic): JsonTree {
  const reading = new Waiting((milliseconds) => (traffic.reading += milliseconds));
  const writing = new Waiting((milliseconds) => (traffic.writing += milliseconds));
  const noteRead = async <T>(work: () => Promise<T>): Promise<T> => {
    const value = await reading.during(work);
    traffic.note('read', value);
    return value;
  };
  return {
    read: (path) => noteRead(() => tree.read(path)),
    keys: (path) => noteRead(() => tree.keys(path)),
    find: (path, name, value) => noteRead(() => tree.find(path, name, value)),
    newest: (path, count) => noteRead(() => tree.newest(path, count)),
    write(updates) {
      traffic.note('written', updates);
      return writing.during(() => tree.write(updates));
    },
    async transact(path, change) {
      const outcome = await writing.during(() => tree.transact(path, change));
      traffic.note('read', outcome.value);
      if (outcome.committed) traffic.note('written', outcome.value);
      return outcome;
    },
  };
}

/** Measures the time during which at least one operation is in progress. */
class Waiting {
  private running = 0;
  private since = 0;

  constructor(private readonly note: (milliseconds: number) => void) {}

  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.running++ === 0) this.since = performance.now();
    try {
      return await work();
    } finally {
      if (--this.running === 0) this.note(performance.now() - this.since);
    }
  }
}
