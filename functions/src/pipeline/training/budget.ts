import { paths } from '@segue/core/contract/stored/paths';
import { refuse, type Context } from '../ports.js';

/** Takes one training from a model's daily budget; false if the budget is spent. This stops a runaway. */
export async function spendTraining({ tree, clock, trainingsPerDay }: Context, key: string): Promise<boolean> {
  const day = dayOf(clock.now());
  const outcome = await tree.transact(paths.training(key).budget, (budget) => {
    const used = budget?.day === day ? budget.used : 0;
    if (used >= trainingsPerDay) return budget?.spent ? refuse : { day, used, spent: true };
    return { day, used: used + 1, spent: false };
  });
  return outcome.committed && !outcome.value.spent;
}

/** Whether a model stopped because its budget was spent, and since then the day has ended or the budget was raised. */
export async function hasNewBudget({ tree, clock, trainingsPerDay }: Context, key: string): Promise<boolean> {
  const budget = await tree.read(paths.training(key).budget);
  return budget !== null && budget.spent && (budget.day !== dayOf(clock.now()) || budget.used < trainingsPerDay);
}

function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
