import { describe, expect, it } from '@jest/globals';
import type { Request } from 'firebase-functions/https';
import { readForm } from '@segue/functions/http/multipart';

const head = (field: string, name = 'a.csv') =>
  `--X\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`;

/** A request whose body the platform has read already. */
function request(body: string): Request {
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=X' },
    is: () => 'multipart/form-data',
    rawBody: Buffer.from(body),
  } as unknown as Request;
}

describe('readForm', () => {
  it('reads fields and the file', async () => {
    const fields = '--X\r\nContent-Disposition: form-data; name="name"\r\n\r\nMine\r\n';
    const { fields: read, file } = await readForm(request(`${fields}${head('file')}a,b\n1,2\r\n--X--\r\n`));
    expect([read, file.name, Buffer.from(file.content).toString()]).toEqual([{ name: 'Mine' }, 'a.csv', 'a,b\n1,2']);
  });

  it.each([
    ['inside the file', `${head('file')}a,b\n1,2`],
    ['inside a head', '--X\r\nContent-Disposition: form-da'],
    ['before anything', ''],
  ])('refuses a body that is cut off %s', async (_where, body) => {
    await expect(readForm(request(body))).rejects.toMatchObject({ code: 'invalid-request' });
  });

  const field = (name: string, value: string) =>
    `--X\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const file = `${head('file')}a,b\n1,2\r\n--X--\r\n`;

  it.each([
    ['too many fields', Array.from({ length: 21 }, (_, at) => field(`f${at}`, 'x')).join(''), 'more than 20 fields'],
    ['a field twice', field('visibility', 'private') + field('visibility', 'public'), '"visibility" twice'],
    ['a field that is cut', field('description', 'x'.repeat(10_001)), '"description" has more than 10000 bytes'],
  ])('refuses %s, rather than drop what may be the visibility', async (_, fields, words) => {
    await expect(readForm(request(fields + file))).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining(words) as unknown,
    });
  });

  it('refuses a file in another field, and says in which it belongs', async () => {
    const sent = readForm(request(`${head('upload')}a,b\n1,2\r\n--X--\r\n`));
    await expect(sent).rejects.toMatchObject({
      code: 'missing-file',
      message: 'The file is in the field "upload". Send it in the field "file".',
    });
  });
});
