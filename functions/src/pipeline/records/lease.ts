import { limits } from '@segue/core/contract/limits';
import type { Path } from '@segue/core/contract/stored/path';
import { bump, remove } from '@segue/core/contract/stored/updates';
import type { WorkRecord } from '@segue/core/contract/stored/work';
import { refuse, type Context } from '../ports.js';

/** How a worker goes about its first lease. */
export interface Claim {
  /**
   * Somebody asked this very worker: it works though nothing is open, and though another holds the lease, who then goes
   * on under a lower fence.
   */
  takeOver?: boolean;
  /** Asks the worker to stop: it throws `Interrupted` as soon as it may. */
  signal?: AbortSignal;
}

/** What a round has while it works. */
export interface Held {
  /** Higher than that of every earlier round. */
  fence: number;
  /** To be called now and then by work that may outlast its lease: makes it last on, once half of it is over. */
  keep: () => Promise<void>;
}

/** How a round ended: `gone` means that what was worked on no longer exists and was cleaned away. */
export type RoundEnd = 'done' | 'gone';

/**
 * Runs rounds of work until nothing newer is asked for. Only one worker holds the lease at a time, which saves work and
 * decides nothing: whoever finds it held leaves, because the holder reads the counter once more after giving it up.
 *
 * @param work Where it is noted what was asked for and who is at it.
 * @param round Does the work.
 * @throws what `round` throws, after the lease is given up and without counting the request as handled.
 */
export async function runRounds(
  context: Context,
  work: Path<WorkRecord>,
  round: (held: Held) => Promise<RoundEnd>,
  { takeOver = false }: Claim = {},
): Promise<void> {
  const { tree, clock } = context;
  const holder = context.newKey();
  const stopAt = clock.now() + limits.workerSeconds * 1000;
  for (let isFirst = true; ; isFirst = false) {
    const requested = await readRequested(context, work);
    const fence = await takeLease(context, work, { holder, requested, takeOver: takeOver && isFirst });
    if (fence === null) return;
    let end: RoundEnd;
    try {
      end = await round({ fence, keep: keeper(context, work, holder) });
    } catch (error) {
      await giveUpLease(context, work, holder, null);
      throw error;
    }
    if (end === 'gone') return await tree.write(remove(work));
    await giveUpLease(context, work, holder, requested);
    // safeguard: requests-are-read-again-after-the-lease, without: return;
    if ((await readRequested(context, work)) <= requested) return;
    if (clock.now() >= stopAt) return await tree.write(bump(work.requested));
  }
}

async function readRequested({ tree }: Context, work: Path<WorkRecord>): Promise<number> {
  return (await tree.read(work.requested)) ?? 0;
}

async function takeLease(
  { tree, clock, leaseSeconds }: Context,
  work: Path<WorkRecord>,
  { holder, requested, takeOver }: { holder: string; requested: number; takeOver: boolean },
): Promise<number | null> {
  const outcome = await tree.transact(work.state, (state) => {
    const now = clock.now();
    if (!takeOver && state && state.handled >= requested) return refuse;
    const isHeld =
      state?.lease !== undefined &&
      state.lease.holder !== holder &&
      // safeguard: leases-run-out
      state.lease.until > now;
    if (!takeOver && isHeld) return refuse;
    return {
      handled: state?.handled ?? 0,
      // safeguard: rounds-have-higher-fences, without: fence: state?.fence ?? 1
      fence: (state?.fence ?? 0) + 1,
      lease: { holder, until: now + leaseSeconds * 1000 },
    };
  });
  return outcome.committed ? outcome.value.fence : null;
}

function keeper({ tree, clock, leaseSeconds }: Context, work: Path<WorkRecord>, holder: string): Held['keep'] {
  const lasts = leaseSeconds * 1000;
  let until = clock.now() + lasts;
  return async () => {
    if (until - clock.now() > lasts / 2) return;
    until = clock.now() + lasts;
    await tree.transact(work.state, (state) =>
      state?.lease?.holder === holder ? { ...state, lease: { holder, until } } : refuse,
    );
  };
}

/** @param handled `null` after a failed round: the request stays open. */
async function giveUpLease(
  { tree }: Context,
  work: Path<WorkRecord>,
  holder: string,
  handled: number | null,
): Promise<void> {
  await tree.transact(work.state, (state) => {
    if (state?.lease?.holder !== holder) return refuse;
    return { handled: Math.max(state.handled, handled ?? state.handled), fence: state.fence };
  });
}
