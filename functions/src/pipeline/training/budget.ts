import { paths } from '@segue/core/contract/stored/paths';
import { refuse, type Context } from '../ports.js';

/** Takes one training out of a model's budget of the day; false where it is spent. A runaway ends here. */
export async function spendTraining({ tree, clock, trainingsPerDay }: Context, key: string): Promise<boolean> {
  const day = dayOf(clock.now());
  const outcome = await tree.transact(paths.training(key).budget, (budget) => {
    const used = budget?.day === day ? budget.used : 0;
    if (used >= trainingsPerDay) return budget?.spent ? refuse : { day, used, spent: true };
    return { day, used: used + 1, spent: false };
  });
  return outcome.committed && !outcome.value.spent;
}

/** Whether a model stopped because its budget was spent, and the day is over or the budget was raised since. */
export async function hasNewBudget({ tree, clock, trainingsPerDay }: Context, key: string): Promise<boolean> {
  const budget = await tree.read(paths.training(key).budget);
  return budget !== null && budget.spent && (budget.day !== dayOf(clock.now()) || budget.used < trainingsPerDay);
}

function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
