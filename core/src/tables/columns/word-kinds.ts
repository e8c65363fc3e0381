import type { KindTraits } from './kind-traits.js';

/** `true` and `false` in any case. */
export const booleanKind: KindTraits = {
  label: 'boolean',
  storedAt: 2,
  firsts: 'tfTF',
  lengths: [4, 5],
  accepts: (text) => /^(?:true|false)$/i.test(text),
  covers: [],
  numeric: null,
  ordered: false,
  identity: 'code',
};

/** Everything that no other kind accepts. It needs no prefilter; columns that no other kind covers fall back to it. */
export const textKind: KindTraits = {
  label: 'text',
  storedAt: 4,
  firsts: '',
  lengths: [0, Infinity],
  accepts: () => true,
  covers: [],
  numeric: null,
  ordered: false,
  identity: 'name',
};
