import { WebSocket } from 'ws';
import { fromJson } from '@segue/emulator/tree/from-json';
import { hashOf } from '@segue/emulator/tree/hash';
import { type Node, withNodeAt } from '@segue/emulator/tree/node';
import { splitPath } from '@segue/emulator/tree/paths';
import { applyRange, compoundHash } from '../emulator/mobile-client.js';
import type { EmulatorUnderTest } from './emulator-under-test.js';
import { eventually } from './rest-client.js';

/** A message of data: its action (`d`, `m`, `rm`), and its body. */
export interface DataMessage {
  readonly a: string;
  readonly b: { readonly p: string; readonly d: unknown; readonly t?: number };
}

type Listen = Readonly<Record<string, unknown>>;

/** A connection that listens as the Android and iOS SDKs do, at one location, from data that it holds already. */
export class MobileSocket {
  /** What arrived before the reply to the listen, and since. */
  readonly messages: DataMessage[] = [];
  private status: string | undefined;

  private constructor(
    private readonly socket: WebSocket,
    readonly path: string,
    /** What the client holds. */
    public held: Node,
  ) {
    socket.on('message', (data: Buffer) => this.receive(JSON.parse(data.toString()) as { t: string; d: unknown }));
  }

  /** Connects, listens, and resolves with the reply's status and what came before it. */
  static async listen(emulator: EmulatorUnderTest, path: string, held: Node, more: Listen = {}): Promise<MobileSocket> {
    const socket = new WebSocket(`ws://${emulator.host}:${emulator.port}/.ws?v=5&ns=${emulator.namespace}`);
    const client = new MobileSocket(socket, path, held);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const body = { p: `/${path}`, h: hashOf(held), ch: compoundHash(held, () => true), ...more };
    socket.send(JSON.stringify({ t: 'd', d: { r: 1, a: 'q', b: body } }));
    await eventually('the reply to a listen', () => client.status !== undefined);
    if (client.status !== 'ok') throw new Error(client.status);
    return client;
  }

  close(): void {
    this.socket.terminate();
  }

  private receive({ t, d }: { t: string; d: unknown }): void {
    if (t !== 'd') return;
    const message = d as DataMessage & { r?: number; b: { s: string } };
    if (message.r !== undefined) {
      this.status = message.b.s;
      return;
    }
    this.messages.push({ a: message.a, b: message.b });
    this.take(message);
  }

  private take({ a, b }: DataMessage): void {
    const path = splitPath(b.p).slice(splitPath(this.path).length);
    if (a === 'd') this.held = withNodeAt(this.held, path, nodeOf(b.d));
    if (a === 'm') {
      for (const [below, json] of Object.entries(b.d as object)) {
        this.held = withNodeAt(this.held, [...path, ...splitPath(below)], nodeOf(json));
      }
    }
    if (a === 'rm') {
      for (const { s, e, m } of b.d as { s?: string; e?: string; m: unknown }[]) {
        this.held = applyRange(this.held, { start: s, end: e, node: nodeOf(m) });
      }
    }
  }
}

/** Reads data in the export format. */
export function nodeOf(json: unknown): Node {
  return fromJson(json, null, { now: 0, depth: 0 });
}
