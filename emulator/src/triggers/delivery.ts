import { Agent, request } from 'node:http';
import type { TriggerEvent } from './events.js';

/** Where the functions emulator listens. */
export interface FunctionsAddress {
  readonly host: string;
  readonly port: number;
}

/** How persistent delivery is. Times are in milliseconds. */
export interface DeliveryOptions {
  /** Maximum number of concurrent posts; other events wait in order. */
  readonly inFlight: number;
  /** Maximum number of tries for an event whose connection breaks or whose worker dies. */
  readonly brokenTries: number;
  /** Maximum number of tries for an event that its function answers with an error. */
  readonly failedTries: number;
  /** Wait before the second try; doubles with each further try, up to `longestWait`. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** A reply that takes longer counts as a broken connection. The longest a function may run is 540 s. */
  readonly timeout: number;
}

/** The default options. */
const DELIVERY_DEFAULTS: DeliveryOptions = {
  inFlight: 16,
  brokenTries: 8,
  failedTries: 3,
  firstWait: 50,
  longestWait: 5_000,
  timeout: 600_000,
};

/** Sends events to functions. */
export interface EventSender {
  /** Sends an event, when its turn comes, to a function given by project and trigger key. */
  send(project: string, key: string, event: TriggerEvent): void;
  /** Drops everything that is waiting or being sent. */
  stop(): void;
}

interface Job {
  readonly path: string;
  readonly event: TriggerEvent;
  tries: number;
}

type Outcome = 'done' | 'broken' | 'failed';

/**
 * Posts events to the functions emulator, each at least once, as the service promises. The suite loses the events of a
 * worker that dies, and starts a worker for each concurrent post: so broken posts are repeated, and only a few run at
 * once. Order is not preserved, as in the service.
 */
export class Delivery implements EventSender {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly waiting: Job[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private active = 0;
  private stopped = false;

  constructor(
    private readonly address: FunctionsAddress,
    private readonly options: DeliveryOptions = DELIVERY_DEFAULTS,
  ) {}

  send(project: string, key: string, event: TriggerEvent): void {
    this.waiting.push({ path: `/functions/projects/${project}/triggers/${key}`, event, tries: 0 });
    this.next();
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
    const limit = outcome === 'broken' ? this.options.brokenTries : this.options.failedTries;
    if (outcome !== 'done' && !this.stopped) {
      if (job.tries < limit) this.later(job);
      else console.warn(`Event ${job.event.id} was dropped after ${job.tries} tries: POST ${job.path} ${outcome}`);
    }
    this.next();
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
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve(outcomeOf(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
          response.on('error', () => resolve('broken'));
        },
      );
      post.on('timeout', () => post.destroy(new Error('no answer in time')));
      post.on('error', () => resolve('broken'));
      post.end(job.event.body);
    });
  }
}

/** For a dead worker the reply is 500 with the code of the broken socket. A disabled trigger replies 204 or 404. */
function outcomeOf(status: number, body: string): Outcome {
  if (status < 500) return 'done';
  return /"code"\s*:\s*"(?:ECONNRESET|EPIPE|ECONNREFUSED)"/.test(body) ? 'broken' : 'failed';
}
