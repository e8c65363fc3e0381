import { Agent, request } from 'node:http';
import type { DeclaredRetries } from './declared-retries.js';
import type { TriggerEvent } from './events.js';
import type { FunctionsAddress } from './functions-address.js';

/** How persistent delivery is. Times are in milliseconds. */
export interface DeliveryOptions {
  /** Maximum number of concurrent posts; other events wait in order. */
  readonly inFlight: number;
  /** Maximum number of tries for an event that is sent again: not received, or of a function that declares `retry`. */
  readonly tries: number;
  /** Wait before the second try; doubles with each further try, up to `longestWait`. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** A reply that takes longer counts as a broken connection. The longest a function may run is 540 s. */
  readonly timeout: number;
}

/** The default options. */
const DELIVERY_DEFAULTS: DeliveryOptions = {
  inFlight: 16,
  tries: 8,
  firstWait: 50,
  longestWait: 5_000,
  timeout: 600_000,
};

/** Sends events to functions. */
export interface EventSender {
  /** Sends an event, when its turn comes, to a function given by project and trigger key. */
  send(project: string, key: string, event: TriggerEvent): void;
  /** A function has been registered, perhaps with other declarations. */
  registered(): void;
  /** Drops everything that is waiting or being sent. */
  stop(): void;
}

interface Job {
  readonly path: string;
  readonly key: string;
  readonly event: TriggerEvent;
  tries: number;
}

type Outcome = 'done' | 'failed' | 'unreceived';

/**
 * Posts events to the functions emulator. As in production, a function is called once for an event, and again with
 * growing waits only if it fails and declares `retry: true`. An event that the functions emulator has not received is
 * sent again in any case. Only a few posts run at once, since the suite may start a worker for each. Order is not
 * preserved, as in the service. https://firebase.google.com/docs/functions/retries
 */
export class Delivery implements EventSender {
  /**
   * Each post has a connection of its own: of one that was kept and breaks, nobody could tell whether the post arrived.
   */
  private readonly agent = new Agent();
  private readonly waiting: Job[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private active = 0;
  private stopped = false;

  constructor(
    private readonly address: FunctionsAddress,
    private readonly retries: DeclaredRetries,
    private readonly options: DeliveryOptions = DELIVERY_DEFAULTS,
  ) {}

  send(project: string, key: string, event: TriggerEvent): void {
    this.waiting.push({ path: `/functions/projects/${project}/triggers/${key}`, key, event, tries: 0 });
    this.next();
  }

  registered(): void {
    this.retries.forget();
  }

  stop(): void {
    this.stopped = true;
    this.waiting.length = 0;
    for (const timer of this.timers) clearTimeout(timer);
    this.agent.destroy();
  }

  private next(): void {
    while (!this.stopped && this.active < this.options.inFlight) {
      const job = this.waiting.shift();
      if (job === undefined) return;
      this.active++;
      void this.attempt(job);
    }
  }

  private async attempt(job: Job): Promise<void> {
    job.tries++;
    const outcome = await this.post(job);
    this.active--;
    this.next();
    if (outcome === 'done' || this.stopped) return;
    if (outcome === 'failed' && !(await this.retries.include(job.key))) return;
    if (job.tries < this.options.tries) this.later(job);
    else console.warn(`Event ${job.event.id} was dropped after ${job.tries} tries: POST ${job.path} ${outcome}`);
  }

  /** A job that waits for its next try does not count as active. */
  private later(job: Job): void {
    const wait = Math.min(this.options.firstWait * 2 ** (job.tries - 1), this.options.longestWait);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.waiting.push(job);
      this.next();
    }, wait);
    this.timers.add(timer);
  }

  private post(job: Job): Promise<Outcome> {
    return new Promise((resolve) => {
      const headers = { 'Content-Type': job.event.contentType, 'Content-Length': Buffer.byteLength(job.event.body) };
      const post = request(
        { ...this.address, path: job.path, method: 'POST', agent: this.agent, headers, timeout: this.options.timeout },
        (response) => {
          // A function fails with 500. A disabled trigger replies 204 or 404.
          response.on('end', () => resolve((response.statusCode ?? 0) < 500 ? 'done' : 'failed'));
          response.on('error', () => resolve('failed'));
          response.resume();
        },
      );
      post.on('timeout', () => post.destroy(new Error('no answer in time')));
      post.on('error', (error) => resolve(wasReceived(error) ? 'failed' : 'unreceived'));
      post.end(job.event.body);
    });
  }
}

/** Whether a post that broke may have arrived: not if there was no connection. */
function wasReceived({ syscall }: NodeJS.ErrnoException): boolean {
  return syscall !== 'connect' && syscall !== 'getaddrinfo';
}
