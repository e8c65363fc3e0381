import { runInNewContext } from 'node:vm';
import type { EmulatorUnderTest } from './emulator-under-test.js';

/** A command to a polling client, such as `['start', id, password]`. */
export type Command = readonly unknown[];

/** What one response of long polling called. */
export interface PollResponse {
  readonly status: number;
  readonly commands: Command[];
  /** Messages, by the number of their response. */
  readonly messages: Map<number, unknown[]>;
}

/** A message as a polling client sends it: JSON in URL-safe base64, padded with dots. */
export function encodeMessage(message: unknown): string {
  return Buffer.from(JSON.stringify(message))
    .toString('base64')
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '.');
}

/** Makes a request at `/.lp` and runs the script that comes back, with the functions that it calls. */
export async function pollOnce(
  { url, namespace }: EmulatorUnderTest,
  params: Record<string, string | number>,
  signal?: AbortSignal,
): Promise<PollResponse> {
  const query = new URLSearchParams({ ns: namespace });
  for (const [name, value] of Object.entries(params)) query.set(name, String(value));
  const response = await fetch(`${url}/.lp?${query.toString()}`, signal === undefined ? {} : { signal });
  const commands: Command[] = [];
  const messages = new Map<number, unknown[]>();
  const script = await response.text();
  if (response.ok) {
    const onCommand = (...command: unknown[]) => commands.push(command);
    // What another context has made is equal to nothing of this one.
    const onMessages = (number: number, list: unknown) =>
      messages.set(number, JSON.parse(JSON.stringify(list)) as unknown[]);
    runInNewContext(script, { pLPCommand: onCommand, pRTLPCB: onMessages });
  }
  return { status: response.status, commands, messages };
}

/** One connection by long polling, without a loop of its own: each request is made by the test. */
export class PollingClient {
  private serial = 1_000;
  private segment = 0;

  private constructor(
    private readonly emulator: EmulatorUnderTest,
    readonly id: string,
    readonly password: string,
    /** The first message's content: `ts`, `v`, `h`, `s`. */
    readonly hello: Record<string, unknown>,
  ) {}

  static async connect(emulator: EmulatorUnderTest, params: Record<string, string> = {}): Promise<PollingClient> {
    const { commands, messages } = await pollOnce(emulator, { start: 't', ser: 1, v: 5, ...params });
    const [[, id, password] = []] = commands;
    const [hello] = messages.get(0) as [{ d: { d: Record<string, unknown> } }];
    return new PollingClient(emulator, String(id), String(password), hello.d.d);
  }

  /** Opens a request that waits for messages. */
  poll(signal?: AbortSignal): Promise<PollResponse> {
    return this.request({}, signal);
  }

  /**
   * Sends a message in segments of a size, each with a request of its own; resolves with the last request's response.
   */
  async send(message: unknown, size = 1_840, order = (segments: number[]) => segments): Promise<PollResponse> {
    const data = encodeMessage(message);
    const total = Math.ceil(data.length / size);
    const first = this.segment;
    this.segment += total;
    const segments = order(Array.from({ length: total }, (_, at) => at));
    const responses = segments.map((at) =>
      this.request({ seg0: first + at, ts0: total, d0: data.slice(at * size, (at + 1) * size) }),
    );
    return (await Promise.all(responses)).at(-1)!;
  }

  request(params: Record<string, string | number>, signal?: AbortSignal): Promise<PollResponse> {
    this.serial += 1;
    return pollOnce(this.emulator, { id: this.id, pw: this.password, ser: this.serial, ...params }, signal);
  }
}
