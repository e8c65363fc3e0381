import { describe, expect, test } from '@jest/globals';
import type { AuditEntry } from '@segue/core/contract/stored/sharing';
import type { Account } from '@segue/hosting/data/account-session';
import { describeAuditEntry, readAuditEntries } from '@segue/hosting/screens/data/sharing/audit-words';
import { joinStep } from '@segue/hosting/screens/join/join-step';

const noted = { at: 1, by: 'Lea' };

describe('the audit list', () => {
  test.each<[AuditEntry, string]>([
    [
      { ...noted, kind: 'invite', whom: 'max@segue.example', role: 'reader' },
      'Lea invited max@segue.example as reader.',
    ],
    [{ ...noted, kind: 'withdraw', whom: 'max@segue.example' }, 'Lea withdrew the invitation of max@segue.example.'],
    [
      { ...noted, by: 'Max', kind: 'join', whom: 'max@segue.example', role: 'editor' },
      'Max accepted the invitation for max@segue.example as editor.',
    ],
    [{ ...noted, kind: 'role', whom: 'Max', role: 'editor' }, 'Lea made Max an editor.'],
    [{ ...noted, kind: 'remove', whom: 'Max' }, 'Lea removed Max.'],
    [{ ...noted, by: 'Max', kind: 'leave', whom: 'Max' }, 'Max left.'],
    [{ ...noted, kind: 'transfer', whom: 'Max' }, 'Lea made Max the owner.'],
    [{ ...noted, kind: 'visibility', visibility: 'public' }, 'Lea made it public.'],
    [{ ...noted, kind: 'allow-copies' }, 'Lea allowed copies.'],
    [{ ...noted, kind: 'forbid-copies' }, 'Lea no longer allows copies.'],
    [{ ...noted, by: 'Max', kind: 'copy' }, 'Max made a copy.'],
    [{ ...noted, kind: 'erase', what: 'the history' }, 'Lea erased the history.'],
  ])('says of %j: %s', (entry, sentence) => {
    expect(describeAuditEntry(entry)).toBe(sentence);
    expect(readAuditEntries([entry])).toEqual([entry]);
  });

  test('leaves out kinds of a later release', () => {
    expect(readAuditEntries([{ ...noted, kind: 'bequeath' }])).toEqual([]);
  });
});

describe('the next step of somebody who was invited', () => {
  const ada: Account = { uid: 'ada', guest: false, name: 'Ada', email: 'ada@segue.example', isVerified: false };

  test.each([
    ['waits while a session is being restored', undefined, 'wait'],
    ['is to sign in without an account', null, 'sign in'],
    ['is to sign in as a guest: an invitation is for an address', { ...ada, guest: true, email: null }, 'sign in'],
    ['is to verify the address', ada, 'verify'],
    ['is to accept', { ...ada, isVerified: true }, 'accept'],
  ] as const)('%s', (_, account, step) => {
    expect(joinStep(account, null)).toBe(step);
  });

  test('is to open what is shared already', () => {
    expect(joinStep(ada, { isMember: true })).toBe('open');
    expect(joinStep(ada, { isMember: false })).toBe('verify');
  });
});
