import { describe, expect, test } from '@jest/globals';
import { signal } from '@preact/signals-core';
import type { Account } from '@segue/hosting/data/account-session';
import { followInto, waiting, type Live, type LivePorts } from '@segue/hosting/data/live-value';

const ada: Account = { uid: 'ada', guest: false, name: 'Ada', email: null, isVerified: false };

function follow() {
  const account = signal<Account | null | undefined>(null);
  const live = signal<Live<string>>(waiting);
  const listeners = new Set<Parameters<LivePorts<string>['listen']>[0]>();
  let listened = 0;
  const listen: LivePorts<string>['listen'] = (listener) => {
    listened++;
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const stop = followInto(live, { listen, account });
  const tell = (value: string | null) => listeners.forEach(({ onValue }) => onValue(value));
  const refuse = () => listeners.forEach(({ onRefused }) => onRefused());
  return { account, live, listeners, stop, tell, refuse, times: () => listened };
}

describe('followInto', () => {
  test('waits, then follows the value', () => {
    const { live, tell } = follow();
    expect(live.value).toEqual({ state: 'waiting', value: null });
    tell('a');
    expect(live.value).toEqual({ state: 'ready', value: 'a' });
    tell(null);
    expect(live.value).toEqual({ state: 'ready', value: null });
  });

  test('tries again after a refusal as soon as another account signs in', () => {
    const { account, live, listeners, refuse, tell, times } = follow();
    refuse();
    expect(live.value).toEqual({ state: 'refused', value: null });
    account.value = ada;
    expect([times(), listeners.size]).toEqual([2, 1]);
    tell('a');
    expect(live.value).toEqual({ state: 'ready', value: 'a' });
  });

  test('stays where an account signs in and nothing was refused, or the same account is reported again', () => {
    const { account, refuse, tell, times } = follow();
    tell('a');
    account.value = ada;
    expect(times()).toBe(1);
    refuse();
    account.value = { ...ada };
    expect(times()).toBe(1);
  });

  test('stops listening, and watching the account', () => {
    const { account, listeners, refuse, stop, times } = follow();
    refuse();
    stop();
    account.value = ada;
    expect([times(), listeners.size]).toEqual([1, 0]);
  });
});
