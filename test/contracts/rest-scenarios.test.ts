import { describe, expect, it } from '@jest/globals';
import { type EmulatorUnderTest, deviationOf, putRules, useEmulator } from './emulator-under-test.js';
import { tokenFor } from './rest-client.js';
import { type RestStep, restScenarios } from './scenarios/rest-scenarios.js';

describe('what the documentation says of REST', () => {
  const emulator = useEmulator('demo-scenarios');

  restScenarios.forEach(({ name, docs, rules, steps }, index) => {
    const test = deviationOf(name) === undefined ? it : it.skip;
    test(`${name} (${docs})`, async () => {
      const database = { ...emulator, namespace: `${emulator.namespace}-${index}` };
      await putRules(database, JSON.stringify({ rules: rules ?? { '.read': true, '.write': true } }));
      let etag = '';
      for (const step of steps) {
        const answer = await send(database, step, etag);
        etag = answer.headers.get('etag') ?? etag;
        check(step, answer, await answer.text());
      }
    });
  });
});

function send({ url, namespace }: EmulatorUnderTest, step: RestStep, etag: string): Promise<Response> {
  const [method, path] = step.request.split(' ', 2) as [string, string];
  const { body } = step;
  const headers: Record<string, string> = { ...credentials(step.as ?? 'owner') };
  for (const [name, value] of Object.entries(step.headers ?? {})) headers[name] = value.replace('{etag}', etag);
  const raw = typeof body === 'string' && body.startsWith('raw:') ? body.slice('raw:'.length) : JSON.stringify(body);
  return fetch(`${url}${path}${path.includes('?') ? '&' : '?'}ns=${namespace}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: raw }),
  });
}

function credentials(as: string): Record<string, string> {
  if (as === 'nobody') return {};
  return { Authorization: `Bearer ${as === 'owner' ? as : tokenFor(as)}` };
}

function check(step: RestStep, answer: Response, text: string): void {
  const what = `${step.request} → ${text.slice(0, 200)}`;
  expect([what, answer.status]).toEqual([what, step.status]);
  if ('json' in step) expect([step.request, JSON.parse(text)]).toEqual([step.request, step.json]);
  if (step.text !== undefined) expect(text).toMatch(new RegExp(step.text));
  if (step.error !== undefined) expect((JSON.parse(text) as { error: string }).error).toMatch(step.error);
  if (step.header === undefined) return;
  const [name, value] = step.header;
  const found = answer.headers.get(name) ?? '';
  if (typeof value === 'string') expect([name, found]).toEqual([name, value]);
  else expect(found).toMatch(value);
}
