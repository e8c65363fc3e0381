/** Places of the words that both threads see: what is asked for and what is done are numbers that grow. */
export const words = { ready: 0, asked: 1, done: 2, start: 3, end: 4, seed: 5, length: 6 } as const;

/** What `asked` is set to when nothing more will be. */
export const over = -1;

/** What the second thread is given; the places and `over` too, since it can see nothing else. */
export interface ThreadData {
  readonly module: object;
  readonly memory: object;
  readonly control: Int32Array;
  /** The export that runs a block of the loss. */
  readonly run: string;
  /** Of a violation found at a try beyond the table: how many items, and the least rank (`violationLoss`). */
  readonly rows: number;
  readonly least: number;
  readonly words: typeof words;
  readonly over: number;
}

/** The program of the second thread. */
export const secondThreadProgram = `(${secondThread.toString()})(require('node:worker_threads').workerData)`;

/**
 * Waits for a block of an epoch, runs it over the shared memory, says so, and waits again. Its text is what the thread runs,
 * so that no file has to be found: it uses nothing from outside itself.
 */
function secondThread({ module, memory, control, run, rows, least, words: at, over: end }: ThreadData): void {
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: { Instance: new (module: object, imports: object) => { exports: Record<string, unknown> } };
  };
  const lossAt = (tries: number) => Math.log(Math.max(least, Math.floor((rows - 1) / tries)));
  const imports = { env: { memory }, 'exact-losses': { exp: Math.exp, lossAt }, 'fast-losses': { lossAt } };
  const { exports } = new WebAssembly.Instance(module, imports);
  const runBlock = exports[run] as (start: number, end: number, seed: number) => void;
  Atomics.store(control, at.ready, 1);
  Atomics.notify(control, at.ready);
  for (let asked = 0; ;) {
    Atomics.wait(control, at.asked, asked);
    asked = Atomics.load(control, at.asked);
    if (asked === end) return;
    runBlock(control[at.start]!, control[at.end]!, control[at.seed]!);
    Atomics.store(control, at.done, asked);
    Atomics.notify(control, at.done);
  }
}
