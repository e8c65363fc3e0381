import { limits } from '@segue/core/contract/limits';
import type { Path } from '@segue/core/contract/stored/path';
import { bump, remove } from '@segue/core/contract/stored/updates';
import type { WorkRecord } from '@segue/core/contract/stored/work';
import { refuse, type Context } from '../ports.js';

/** How a worker takes its first lease. */
export interface Claim {
  /**
   * Takes the lease even if no request is open or another worker holds it; that worker then continues under a lower
   * fence.
   */
  takeOver?: boolean;
  /** Tells the worker to stop: it throws `Interrupted` at the next opportunity. */
  signal?: AbortSignal;
}

/** What a round has while it works. */
export interface Held {
  /** Higher than that of every earlier round. */
  fence: number;
  /** How many requests there were when it began: it answers all of them. */
  requested: number;
  /** Renews the lease once half of it is over. Work that may outlast its lease calls this now and then. */
  keep: () => Promise<void>;
}

/** How a round ended; `gone`: its data set or model no longer exists, and its remains were removed. */
export type RoundEnd = 'done' | 'gone';

/**
 * Runs rounds of work until there is no newer request. Only one worker holds the lease at a time; this saves work, but
 * correctness does not depend on it. A worker that finds the lease held can leave, because the holder reads the request
 * counter again after giving the lease up.
 *
 * @param work The node that records requests and the lease.
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
      end = await round({ fence, requested, keep: keeper(context, work, holder) });
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
