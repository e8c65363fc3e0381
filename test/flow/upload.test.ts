import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { datasetView, listDatasets } from '@segue/core/contract/api/datasets';
import { problemView } from '@segue/core/contract/api/problem';
import { listRows, type RowsView } from '@segue/core/contract/api/rows';
import { limits } from '@segue/core/contract/limits';
import { getUpload, startUpload, uploadView } from '@segue/core/contract/api/uploads';
import { musicCsv } from '../support/music.js';
import { testTables, type TableName } from '../support/real-files.js';
import { readPath, startTestSuite, type Suite } from '../support/suite.js';
import { codeOf, guest, stranger, waitForProfile, type Person } from './http.js';

let suite: Suite;
let lea: Person;
let nobody: Person;

beforeAll(async () => {
  suite = await startTestSuite();
  lea = await guest(suite);
  nobody = stranger(suite);
});

afterAll(async () => suite.stop());

async function preview(id: string): Promise<RowsView> {
  return await nobody.call(listRows, { params: { id }, query: { position: 'first' } });
}

describe('POST /api/datasets', () => {
  it('stores a CSV file with its metadata, and profiles it', async () => {
    const csv = 'id;name;price\n1;"Sade; live";1,5\n2;Céline;2\n';
    const body = await lea.upload('shop.csv', csv, { name: 'Shop', description: 'What it is' });
    expect(body).toMatchObject({
      name: 'Shop',
      description: 'What it is',
      owner: lea.uid,
      visibility: 'public',
      file: { name: 'shop.csv', type: 'csv', bytes: Buffer.byteLength(csv), delimiter: ';', header: true },
      rowCount: 2,
      columnCount: 3,
      features: ['id', 'name', 'price'],
    });
    expect(body.columns.map(({ kind }) => kind)).toEqual(['integer', 'text', 'text']);
    const { columns } = await waitForProfile(nobody, body.id);
    expect(columns.map(({ kind }) => kind)).toEqual(['integer', 'text', 'text']);
    expect((await preview(body.id)).rows[0]).toEqual({ index: 0, values: [1, 'Sade; live', '1,5'] });
  });

  it('stores a JSON array of records', async () => {
    const records = [
      { title: 'A', year: 1999 },
      { title: 'B', rating: null, year: '2000' },
      { title: 'C', rating: 4.5 },
    ];
    const answer = await lea.askUpload('films.json', JSON.stringify(records), { visibility: 'public' });
    expect(answer.status).toBe(201);
    const body = datasetView.parse(answer.body);
    expect(body).toMatchObject({ features: ['title', 'year', 'rating'], file: { type: 'json', delimiter: null } });
    const { rows } = await preview(body.id);
    expect(rows.map(({ values }) => values)).toEqual([
      ['A', 1999, ''],
      ['B', 2000, ''],
      ['C', '', 4.5],
    ]);
  });

  it('takes any delimiter, a tab as \\t, and column names that the database refuses as keys', async () => {
    const tab = await lea.upload('a.csv', 'a.b\t$c\tx/y\n1\t2\t3\n', { delimiter: '\\t' });
    expect(tab).toMatchObject({ features: ['a.b', '$c', 'x/y'], rowCount: 1 });
    const long = await lea.upload('b.csv', 'a::b\n1::2\n', { delimiter: '::' });
    expect(long).toMatchObject({ features: ['a', 'b'], rowCount: 1 });
  });

  it('takes a file without a header line', async () => {
    const body = await lea.upload('plain.csv', '1,2\n3,4\n', { header: 'false' });
    expect(body).toMatchObject({ features: ['col1', 'col2'], rowCount: 2, file: { header: false } });
  });

  const refused: [string, string, string | Uint8Array, number, string][] = [
    ['a wrong extension', 'song.mp3', 'a,b\n1,2\n', 415, 'unsupported-file-type'],
    ['another extension than .csv or .json', 'song.tsv', 'a\tb\n1\t2\n', 415, 'unsupported-file-type'],
    ['an empty file', 'empty.csv', '', 400, 'empty-file'],
    ['broken JSON', 'broken.json', '[{"a": 1},', 400, 'invalid-json'],
    ['binary rubbish', 'rubbish.csv', Uint8Array.from({ length: 5000 }, (_, i) => (i * 197) % 256), 415, 'binary-file'],
    ['a file above 24 MB', 'huge.csv', `a,b\n${'1,2\n'.repeat(6_100_000)}`, 413, 'file-too-large'],
  ];
  it.each(refused)('refuses %s and stores nothing', async (_what, name, content, status, code) => {
    const ids = async () => Object.keys((await readPath(suite, 'datasets')) as object);
    const before = await ids();
    const answer = await lea.askUpload(name, content);
    expect([answer.status, answer.type, codeOf(answer)]).toEqual([status, 'application/problem+json', code]);
    expect(await ids()).toEqual(before);
    expect(await readPath(suite, 'uploads')).toBeNull();
  });

  it('refuses what is no form, a form without a file, and a stranger', async () => {
    expect(codeOf(await lea.ask('POST', '/api/datasets', { a: 1 }))).toBe('not-multipart');
    const form = new FormData();
    form.set('name', 'No file');
    const response = await fetch(`${suite.hostingUrl}/api/datasets`, { method: 'POST', body: form });
    expect(response.status).toBe(401);
    const answer = await nobody.askUpload('a.csv', 'a,b\n1,2\n');
    expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  it('refuses a truncated form and stays available', async () => {
    const headers = { ...lea.authorization, 'content-type': 'multipart/form-data; boundary=X' };
    const head = 'Content-Disposition: form-data; name="file"; filename="a.csv"';
    const body = `--X\r\n${head}\r\n\r\na,b\n1,2`;
    const response = await fetch(`${suite.hostingUrl}/api/datasets`, { method: 'POST', headers, body });
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([400, 'invalid-request']);
    expect((await nobody.ask('GET', '/api/datasets')).status).toBe(200);
  });

  it('refuses a form field that is not as it should be, and says which', async () => {
    const answer = await lea.askUpload('a.csv', 'a,b\n1,2\n', { visibility: 'secret' });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid-request']);
    expect(JSON.stringify(answer.body)).toContain('visibility');
  });
});

/** Tables with quirks of their own, and their columns. */
const files: readonly (readonly [TableName, unknown])[] = [
  ['actor.csv', ['actor_id', 'first_name', 'last_name', 'last_update']],
  ['film1.csv', ['col1', 'col2', 'col3', 'col4']],
  ['film.csv', expect.arrayContaining(['film_id', 'special_features'])],
];

describe('POST /api/datasets, with whole files', () => {
  const cases = files.flatMap(([name, features]) => testTables(name).map((table) => ({ name, features, ...table })));

  it.each(cases)('reads $label, $rowCount rows', async ({ name, bytes, rowCount, features }) => {
    const body = await lea.upload(name, bytes);
    expect(body).toMatchObject({ rowCount, features });
  });
});

describe('an address that nothing answers at', () => {
  it.each(['/api', '/api/nothing'])('is reported at %s, with a link to the list of the API', async (path) => {
    const { status, type, body } = await nobody.ask('GET', path);
    expect([status, type, problemView.parse(body).detail]).toEqual([
      404,
      'application/problem+json',
      `There is nothing at ${path}. docs/api.md lists the API.`,
    ]);
  });

  it('is no row where the index has leading zeros', async () => {
    const body = await lea.upload('one.csv', 'a,b\n1,2\n');
    const answer = await lea.ask('PATCH', `/api/datasets/${body.id}/rows/000`, { a: 3 });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'row-not-found']);
  });
});

describe('a private data set', () => {
  it('is there for its owner alone', async () => {
    const body = await lea.upload('mine.csv', 'a,b\n1,2\n', { visibility: 'private' });
    const path = `/api/datasets/${body.id}`;
    expect((await lea.ask('GET', path)).status).toBe(200);
    const strange = await nobody.ask('GET', path);
    expect([strange.status, codeOf(strange), strange.headers.get('cache-control')]).toEqual([
      404,
      'dataset-not-found',
      'no-store',
    ]);
    const lists = async ({ call }: Person) => (await call(listDatasets, {})).datasets.some(({ id }) => id === body.id);
    expect(await lists(lea)).toBe(true);
    expect(await lists(nobody)).toBe(false);
  });
});

describe('an upload in parts', () => {
  it('takes parts in any order and twice, and ends as any other upload', async () => {
    const csv = `${musicCsv()}${'Jazz,J-artist 1,Filler,1\n'.repeat(180_000)}`;
    const bytes = new TextEncoder().encode(csv);
    const begun = await lea.ask('POST', '/api/uploads', { fileName: 'big.csv', bytes: bytes.length });
    expect(begun.status).toBe(201);
    const { id, parts, partBytes } = uploadView.parse(begun.body);
    expect(parts).toBe(Math.ceil(bytes.length / limits.partBytes));
    const send = async (part: number) => {
      const body = bytes.subarray(part * partBytes, (part + 1) * partBytes);
      return await sendPart(id, part, body);
    };
    await send(parts - 1);
    const early = await lea.ask('POST', `/api/uploads/${id}/complete`, {});
    expect([early.status, codeOf(early)]).toEqual([409, 'upload-incomplete']);
    for (let part = 0; part < parts; part++) expect((await send(part)).status).toBe(200);
    expect((await lea.call(getUpload, { params: { id } })).received).toHaveLength(parts);
    const done = await lea.ask('POST', `/api/uploads/${id}/complete`, {});
    expect(done.status).toBe(201);
    expect(datasetView.parse(done.body).rowCount).toBe(csv.split('\n').length - 2);
    const { status } = await lea.ask('POST', `/api/uploads/${id}/complete`, {});
    expect(status).toBe(201);
    expect(await readPath(suite, 'uploadParts')).toBeNull();
  });

  it('refuses a file that it could not read in the end', async () => {
    const answer = await lea.ask('POST', '/api/uploads', { fileName: 'a.tsv', bytes: 10 });
    expect([answer.status, codeOf(answer)]).toEqual([415, 'unsupported-file-type']);
  });

  it('takes a part without a Content-Type', async () => {
    const bytes = new TextEncoder().encode('a,b\n1,2\n');
    const body = await lea.call(startUpload, { body: { fileName: 'a.csv', bytes: bytes.length } });
    const url = `${suite.hostingUrl}/api/uploads/${body.id}/parts/0`;
    const sent = await fetch(url, { method: 'PUT', headers: lea.authorization, body: bytes as BodyInit });
    expect([sent.status, uploadView.parse(await sent.json()).received]).toEqual([200, [0]]);
    expect((await lea.ask('DELETE', `/api/uploads/${body.id}`)).status).toBe(204);
  });

  it('refuses a part that does not belong to it, and goes away when it is cancelled', async () => {
    const body = await lea.call(startUpload, { body: { fileName: 'a.csv', bytes: 10 } });
    expect((await sendPart(body.id, 0, new Uint8Array(11))).status).toBe(400);
    expect((await sendPart(body.id, 1, new Uint8Array(10))).status).toBe(400);
    expect((await lea.ask('DELETE', `/api/uploads/${body.id}`)).status).toBe(204);
    expect((await lea.ask('GET', `/api/uploads/${body.id}`)).status).toBe(404);
  });

  async function sendPart(id: string, part: number, body: Uint8Array): Promise<Response> {
    const headers = { 'content-type': 'application/octet-stream', ...lea.authorization };
    const url = `${suite.hostingUrl}/api/uploads/${id}/parts/${part}`;
    return await fetch(url, { method: 'PUT', headers, body: body as BodyInit });
  }
});
