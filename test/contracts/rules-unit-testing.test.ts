import {
  type RulesTestEnvironment,
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
} from '@firebase/rules-unit-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setLogLevel } from 'firebase/app';
import { putRules, useEmulator } from './emulator-under-test.js';
import { eventually } from './rest-client.js';

const RULES = `{
  // Only its owner sees or changes a profile; names are texts.
  "rules": {
    "profiles": {
      "$uid": {
        ".read": "auth != null && auth.uid == $uid",
        ".write": "auth != null && auth.uid == $uid",
        ".validate": "newData.hasChild('name')",
        "name": { ".validate": "newData.isString() && newData.val().length <= 20" },
        "stamp": { ".validate": "newData.val() == now" }
      }
    },
    "public": { ".read": true, ".indexOn": "n" },
    "staff": { ".read": "auth.token.role == 'staff'" }
  }
}`;

describe('@firebase/rules-unit-testing', () => {
  const emulator = useEmulator('demo-units', RULES);
  let environment: RulesTestEnvironment;

  beforeAll(async () => {
    // Every refusal asked for here would be logged as a warning.
    setLogLevel('error');
    environment = await initializeTestEnvironment({
      projectId: emulator.namespace,
      database: { host: emulator.host, port: emulator.port, rules: RULES },
    });
  });
  afterAll(() => environment.cleanup());
  beforeEach(() => environment.clearDatabase());

  it('lets an owner in and keeps a stranger out', async () => {
    const ada = environment.authenticatedContext('ada').database();
    const bob = environment.authenticatedContext('bob').database();
    const nobody = environment.unauthenticatedContext().database();
    await assertSucceeds(ada.ref('profiles/ada').set({ name: 'Ada' }));
    await assertSucceeds(ada.ref('profiles/ada').get());
    await assertFails(bob.ref('profiles/ada').get());
    await assertFails(bob.ref('profiles/ada').set({ name: 'Bob' }));
    await assertFails(nobody.ref('profiles/ada').remove());
    await assertFails(bob.ref('profiles').get());
    await assertSucceeds(nobody.ref('public').get());
  });

  it('validates what is written, with server timestamps as now', async () => {
    const profile = environment.authenticatedContext('ada').database().ref('profiles/ada');
    await assertFails(profile.set({ nickname: 'A' }));
    await assertFails(profile.set({ name: 'x'.repeat(21) }));
    await assertSucceeds(profile.set({ name: 'Ada', stamp: { '.sv': 'timestamp' } }));
    await assertFails(profile.update({ stamp: 5 }));
    await assertSucceeds(profile.remove());
  });

  it('knows the claims of a token', async () => {
    const staff = environment.authenticatedContext('s', { role: 'staff' }).database();
    await assertSucceeds(staff.ref('staff').get());
    await assertFails(environment.authenticatedContext('t').database().ref('staff').get());
  });

  it('seeds data past the rules', async () => {
    await environment.withSecurityRulesDisabled(async (context) => {
      await context
        .database()
        .ref('public')
        .set({ a: { n: 2 }, b: { n: 1 } });
    });
    const snapshot = await environment.unauthenticatedContext().database().ref('public').orderByChild('n').get();
    const keys: (string | null)[] = [];
    snapshot.forEach((child) => void keys.push(child.key));
    expect(keys).toEqual(['b', 'a']);
  });

  it('ends a listen when new rules forbid it', async () => {
    const context = environment.authenticatedContext('ada');
    const database = context.database();
    let reason: string | undefined;
    let heard = false;
    database.ref('profiles/ada').on(
      'value',
      () => (heard = true),
      (error) => (reason = error.message),
    );
    await eventually('the first value', () => heard);
    await putRules(emulator, '{"rules": {}}');
    await eventually('the end of the listen', () => reason !== undefined);
    expect(reason).toMatch(/permission_denied/);
  });
});
