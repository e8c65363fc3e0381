import type { DatasetView } from '@segue/core/contract/dataset';
import type { Problem } from '@segue/core/contract/errors';
import type { ModelView } from '@segue/core/contract/model';
import { signInAsGuest } from '@segue/cli/account';
import { waitFor, type Suite } from '../support/suite.js';

/** What a reply holds that a test looks at. */
export interface Answer<T = unknown> {
  status: number;
  type: string;
  headers: Headers;
  body: T;
}

/** Somebody who speaks to the API through Hosting, signed in or not. */
export interface Person {
  uid: string | null;
  /** The header that says who it is. */
  authorization: Record<string, string>;
  ask: <T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer<T>>;
  /** Uploads a file with some text fields before it. */
  upload: <T = DatasetView>(
    fileName: string,
    content: string | Uint8Array,
    fields?: Record<string, string>,
  ) => Promise<Answer<T>>;
}

/** A person without an account. */
export function stranger(suite: Suite): Person {
  return person(suite, null, null);
}

/** A person with a new guest account. */
export async function guest(suite: Suite): Promise<Person> {
  const { uid, token } = await signInAsGuest(suite.authUrl);
  return person(suite, uid, token);
}

function person(suite: Suite, uid: string | null, token: string | null): Person {
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what the API answers
  async function send<T>(method: string, path: string, body: BodyInit | null, headers: Record<string, string>) {
    const response = await fetch(suite.hostingUrl + path, { method, body, headers: { ...authorization, ...headers } });
    const text = await response.text();
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const parsed: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    return { status: response.status, type, headers: response.headers, body: parsed as T };
  }
  return {
    uid,
    authorization,
    ask: (method, path, body, headers = {}) =>
      body === undefined
        ? send(method, path, null, headers)
        : send(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    upload(fileName, content, fields = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([content as BlobPart]), fileName);
      return send('POST', '/api/datasets', form, {});
    },
  };
}

/** Waits until a model has published at least `number` versions. */
export function waitForVersion({ ask }: Person, model: string, number = 1): Promise<ModelView> {
  return waitFor(
    `Version ${number} of ${model}`,
    async () => {
      const { status, body } = await ask<ModelView>('GET', `/api/models/${model}`);
      return status === 200 && body.number >= number ? body : undefined;
    },
    60,
    100,
  );
}

/** Waits until a data set's profile describes its rows as they are. */
export function waitForProfile({ ask }: Person, dataset: string): Promise<DatasetView> {
  return waitFor(
    `The profile of ${dataset}`,
    async () => {
      const { body } = await ask<DatasetView>('GET', `/api/datasets/${dataset}`);
      return body.profile === 'current' ? body : undefined;
    },
    60,
    100,
  );
}

/** The code of an error reply. */
export function codeOf({ body }: Answer): string {
  return (body as Problem).code;
}
