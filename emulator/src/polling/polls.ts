import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Instances, isInstanceName } from '../instances.js';
import { sendErrorText, sendText } from '../rest/reply.js';
import type { Clients } from '../socket/clients.js';
import { Poll, sendScript } from './poll.js';
import { closeScript, leavingPage } from './scripts.js';

/** The connections by long polling, and the answers to requests at `/.lp`. */
export class Polls {
  private readonly byId = new Map<string, Poll>();
  private begun = 0;

  constructor(
    private readonly instances: Instances,
    private readonly clients: Clients,
  ) {}

  /** Answers a request; `namespace` is the database it is for. */
  answer(message: IncomingMessage, response: ServerResponse, params: URLSearchParams, namespace: string): void {
    response.setHeader('Access-Control-Allow-Origin', message.headers.origin ?? '*');
    if (params.get('start') === 't') return this.start(message, response, params, namespace);
    const poll = this.byId.get(params.get('id') ?? '');
    // As after a restart of the emulator: the client connects anew.
    if (poll?.password !== params.get('pw')) return sendScript(response, closeScript());
    if (params.get('dframe') === 't') {
      return sendText(response, 200, 'text/html', leavingPage(poll.id, poll.password));
    }
    try {
      if (params.get('disconn') === 't') {
        poll.leave();
        sendText(response, 200, 'text/plain', '');
      } else poll.request(response, params);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      poll.leave();
    }
  }

  private start(message: IncomingMessage, response: ServerResponse, params: URLSearchParams, namespace: string): void {
    const callback = params.get('cb');
    // The callback becomes part of a script.
    const valid = params.get('v') === '5' && isInstanceName(namespace) && (callback === null || /^\w+$/.test(callback));
    if (!valid) return sendErrorText(response, 400, 'Use /.lp?start=t&v=5&ns=NAME, with a number as cb');
    const introduction = {
      database: this.instances.get(namespace),
      host: message.headers.host ?? 'localhost',
      lastSession: params.get('ls'),
    };
    const poll = new Poll(
      String(++this.begun),
      (transport) => this.clients.begin(transport, introduction),
      ({ id }) => this.byId.delete(id),
    );
    this.byId.set(poll.id, poll);
    poll.start(response, callback);
  }
}
