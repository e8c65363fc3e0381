import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tokenReader } from '@segue/emulator/credentials';
import { Database } from '@segue/emulator/database/database';
import { RequestFailure } from '@segue/emulator/failure';
import { type Emulator, startEmulator } from '@segue/emulator/index';
import { parseRules } from '@segue/emulator/rules/parse-rules';
import { FrameJoiner } from '@segue/emulator/socket/frames';
import { parseMessage } from '@segue/emulator/socket/messages';
import { SocketSession } from '@segue/emulator/socket/session';
import { toJson } from '@segue/emulator/tree/to-json';
import { bentTexts, fuzz } from './bent-texts.js';

const RULES = [
  `{"rules": {".read": true, "a": {".write": "auth != null && newData.hasChildren(['x', \\"y\\"])"}}} // end`,
  `{"rules": {"$user": {".validate": "$user === auth.uid && data.child('n/m').val() + 1 > now - 3.5e2",
    ".indexOn": ["n", ".value"], "b": {".read": "query.orderByChild == 'n' || root.parent() == null"}}}}`,
  `{"rules": {".write": "newData.val().matches(/^(a|[b-d]+)*\\\\d{2,4}$/i) ? auth.token['x y'] : -(1) % 2 == 0"}}`,
];
const RULE_PIECES = [
  '".read"',
  '".validate"',
  ':',
  ',',
  '}',
  'data.val()',
  '(',
  ')',
  ' && ',
  '!',
  '==',
  '/(a*)*/',
  '$x',
  '/*',
  '//',
];

const MESSAGES = [
  '{"t":"d","d":{"r":1,"a":"q","b":{"p":"/a","q":{"sp":1,"sn":"k","ep":"x","i":"n/m","l":2,"vf":"l"},"t":3,"h":""}}}',
  '{"t":"d","d":{"r":3,"a":"p","b":{"p":"/a/b","d":{"x":[1,null,{".value":2,".priority":"p"}]},"h":"x"}}}',
  '{"t":"d","d":{"r":4,"a":"m","b":{"p":"/a","d":{"b/c":1,"d":null,"e":{".sv":{"increment":2}}}}}}',
  '{"t":"d","d":{"r":5,"a":"om","b":{"p":"/z","d":{"x":{".sv":"timestamp"}}}}}',
  '{"t":"d","d":{"r":6,"a":"auth","b":{"cred":"a.eyJzdWIiOiJhIn0.c","authvar":{"uid":"x"}}}}',
  '{"t":"d","d":{"r":7,"a":"g","b":{"p":"/a","q":{"ep":"x","en":"k"}}}}',
  '{"t":"d","d":{"r":8,"a":"n","b":{"p":"/a"}}}',
  '{"t":"c","d":{"t":"p","d":{}}}',
];
const MESSAGE_PIECES = [
  '"a":"p"',
  '"a":"oc"',
  '"d":',
  '"p":"/"',
  '".sv"',
  '".priority"',
  'null',
  '1e999',
  '-0',
  '[]',
  '2',
  '0',
];

const REQUESTS = [
  'GET /a/b.json?orderBy="n"&startAt=1&limitToFirst=2&print=pretty ',
  'PUT /a.json?print=silent {"x":[1,{".value":2,".priority":3}]}',
  'PATCH /a.json {"b/c":1,"d":{".sv":"timestamp"}}',
  'POST /a.json?auth=owner {"x":1}',
  'DELETE /a/b/.priority.json?writeSizeLimit=tiny ',
  'PUT /.settings/rules.json?auth=owner {"rules":{".read":true,".write":true}}',
  'POST /.inspect/explain.json?access_token=owner {"method":"GET","path":"/a","query":{"orderBy":"n"}}',
  'POST /.settings/functionTriggers.json?auth=owner {"name":"a/b","path":"x/{y}","event":"google.firebase.database.ref.v1.written"}',
];
const REQUEST_PIECES = [
  '%',
  '%00',
  '%2F',
  '&',
  '=',
  'ns=x',
  '.json',
  'shallow=true',
  'timeout=1ms',
  'callback=x',
  '"$key"',
  ' ',
  '/',
];

describe('parsers under bent input', () => {
  it('of rules answer or refuse, with line and column', async () => {
    await fuzz(bentTexts(RULES, RULE_PIECES), (text) => {
      try {
        parseRules(text);
      } catch (error) {
        if (!(error instanceof RequestFailure) || !/^\d+:\d+: /.test(error.message)) throw error;
      }
    });
  });

  it('of socket messages answer or refuse, and keep the data whole', async () => {
    const database = new Database('fuzz', parseRules('{"rules":{".read":true,".write":true}}'), () => () => undefined);
    let session = new SocketSession(database, tokenReader(true), () => undefined);
    let frames = new FrameJoiner(100_000);
    let taken = 0;
    await fuzz(bentTexts(MESSAGES, MESSAGE_PIECES), (frame) => {
      try {
        const text = frames.push(frame);
        const message = text === undefined ? undefined : parseMessage(text);
        if (message !== undefined) session.receive(message);
      } catch (error) {
        // What is not a refusal to the client must be a message grown too long, which ends the connection.
        if (!(error instanceof RangeError) || error.message !== 'message too long') throw error;
        taken = 99;
      }
      if (++taken % 100 !== 0) return;
      session.close();
      session = new SocketSession(database, tokenReader(true), () => undefined);
      frames = new FrameJoiner(100_000);
      expect(toJson(database.root, 'export').length).toBeLessThan(1_000_000);
    });
    session.close();
  });
});

describe('the REST face under bent input', () => {
  let emulator: Emulator;
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });

  beforeAll(async () => {
    emulator = await startEmulator({ project: 'demo-fuzz' });
  });
  afterAll(async () => {
    agent.destroy();
    await emulator.stop();
  });

  /** Sends `METHOD PATH BODY`; answers the status, or nothing for what Node's client refuses to send. */
  function statusOf(text: string): Promise<number | undefined> {
    const [method = 'GET', path = '/', ...body] = text.split(' ');
    return new Promise((resolve, reject) => {
      try {
        const options = { host: '127.0.0.1', port: emulator.port, agent, path: latin(path), method };
        const sent = request(options, (response) => {
          response.resume().on('end', () => resolve(response.statusCode));
        });
        sent.on('error', (error: NodeJS.ErrnoException) => {
          // A server may close a connection that waits just as it is used again.
          if (error.code === 'ECONNRESET') resolve(undefined);
          else reject(error);
        });
        sent.end(body.join(' '));
      } catch {
        resolve(undefined);
      }
    });
  }

  it('never answers with an error of its own', async () => {
    let answered = 0;
    await fuzz(bentTexts(REQUESTS, REQUEST_PIECES), async (text) => {
      const status = await statusOf(text);
      if (status !== undefined) answered++;
      expect(status ?? 0).toBeLessThan(500);
    });
    expect(answered).toBeGreaterThan(500);
  });
});

/** What can stand in the first line of a request; the rest as question marks. */
function latin(path: string): string {
  return path.replace(/[^!-~]/g, '?');
}
