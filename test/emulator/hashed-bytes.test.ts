import { expect, it } from '@jest/globals';
import { stringToByteArray } from '@firebase/util';
import fc from 'fast-check';
import { hashedBytes } from '@segue/emulator/tree/hashed-bytes';

const SEED = Number(process.env.EMULATOR_SEED ?? Date.now() % 2 ** 31);

it('texts are hashed as the bytes that the SDK makes of them, halves of surrogate pairs too', () => {
  const unit = fc.oneof(fc.integer({ min: 0xd700, max: 0xe0ff }), fc.nat(0xffff), fc.nat(0x7f));
  // The SDK takes no text that ends in the first half of a pair.
  const text = fc.array(unit).map((units) => `${String.fromCharCode(...units)}.`);
  fc.assert(
    fc.property(text, (value) => {
      expect([...hashedBytes(value)]).toEqual(stringToByteArray(value));
    }),
    { seed: SEED },
  );
});
