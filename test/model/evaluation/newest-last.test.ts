import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newestLast } from '@segue/core/model/evaluation/newest-last';
import { seeded } from '../../support/seeded.js';

const entry = fc.record({ user: fc.nat(3), time: fc.oneof(fc.nat(9), fc.constant(NaN)), like: fc.boolean() });

describe('newestLast', () => {
  it("hides each user's newest likes, never all, and no dislike", () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (entries, fraction) => {
          const interactions = {
            users: 4,
            items: entries.length,
            row: Int32Array.from(entries, ({ user }) => user),
            col: Int32Array.from(entries, (_, at) => at),
            value: Float32Array.from(entries, ({ like }) => (like ? 1 : -1)),
          };
          const times = Float64Array.from(entries, ({ time }) => time);
          const { train, test, disliked } = newestLast(interactions, times, fraction);
          expect(disliked).toBeUndefined();
          const held = new Set(test.col);
          for (let user = 0; user < 4; user++) {
            const likes = entries.flatMap(({ user: of, like }, at) => (of === user && like ? [at] : []));
            const hidden = likes.filter((at) => held.has(at));
            expect(hidden).toHaveLength(Math.max(0, Math.min(Math.floor(fraction * likes.length), likes.length - 1)));
            const moment = (at: number) => (Number.isNaN(times[at]) ? -1 : times[at]!);
            const newestKept = Math.max(-1, ...likes.filter((at) => !held.has(at)).map(moment));
            for (const at of hidden) expect(moment(at)).toBeGreaterThanOrEqual(newestKept);
          }
          expect(train.row.length + test.row.length).toBe(entries.length);
        },
      ),
      seeded(200),
    );
  });
});
