import { createDataset, getDataset, type DatasetView } from '@segue/core/contract/api/datasets';
import { getModel, type ModelView } from '@segue/core/contract/api/models';
import { problemView } from '@segue/core/contract/api/problem';
import { hasCode } from '@segue/core/contract/api/api-error';
import type { CallOf } from '@segue/core/contract/api/client';
import { signInAsGuest } from '@segue/cli/account';
import { createApiClient, type ApiClient } from '@segue/cli/api-client';
import { waitFor, type Suite } from '../support/suite.js';

/** What a reply holds that a test looks at. */
export interface Answer {
  status: number;
  type: string;
  headers: Headers;
  body: unknown;
}

type UploadFields = CallOf<typeof createDataset, Blob>['body']['fields'];

/** A client of the API through Hosting, signed in or not. */
export interface Person {
  uid: string | null;
  /** The header that says who it is. */
  authorization: Record<string, string>;
  /** Calls the API as every other client of ours. */
  call: ApiClient;
  /** Sends what no client of ours would, and gives back the reply as it came. */
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Uploads a file with some text fields before it, for everyone to see unless they say otherwise. */
  upload: (fileName: string, content: string | Uint8Array, fields?: UploadFields) => Promise<DatasetView>;
  /** Uploads a file and gives back the reply as it came. */
  askUpload: (
    fileName: string,
    content: string | Uint8Array,
    fields?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
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
  const call = createApiClient(suite.hostingUrl, token ?? undefined);
  async function send(method: string, path: string, body: BodyInit | null, headers: Record<string, string>) {
    const response = await fetch(suite.hostingUrl + path, { method, body, headers: { ...authorization, ...headers } });
    const text = await response.text();
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    const parsed: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    return { status: response.status, type, headers: response.headers, body: parsed };
  }
  return {
    uid,
    authorization,
    call,
    ask: (method, path, body, headers = {}) =>
      body === undefined
        ? send(method, path, null, headers)
        : send(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    upload: (name, content, fields = {}) =>
      call(createDataset, {
        body: { fields: { visibility: 'public', ...fields }, file: { name, content: new Blob([content as BlobPart]) } },
      }),
    askUpload(fileName, content, fields = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([content as BlobPart]), fileName);
      return send('POST', '/api/datasets', form, {});
    },
  };
}

/** Waits until a model has published at least `number` versions. */
export function waitForVersion({ call }: Person, id: string, number = 1): Promise<ModelView> {
  return waitFor(
    `Version ${number} of ${id}`,
    async () => {
      const model = await call(getModel, { params: { id } }).catch(unlessMissing);
      return model && model.number >= number ? model : undefined;
    },
    60,
    100,
  );
}

function unlessMissing(error: unknown): undefined {
  if (!hasCode(error, 'model-not-found')) throw error;
}

/** Waits until a data set's profile describes its rows as they are. */
export function waitForProfile({ call }: Person, id: string): Promise<DatasetView> {
  return waitFor(
    `The profile of ${id}`,
    async () => {
      const view = await call(getDataset, { params: { id } });
      return view.profile === 'current' ? view : undefined;
    },
    60,
    100,
  );
}

/** The code of an error reply. */
export function codeOf({ body }: Answer): string {
  return problemView.parse(body).code;
}
