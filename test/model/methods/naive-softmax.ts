import type { MethodInput } from '@segue/core/model/methods/method';
import type { Embeddings } from '@segue/core/model/state';

const { exp, log, sqrt } = Math;

/** The value and the gradient of the objective, as its formula says, in float64: by user, by item, components then bias. */
export interface NaiveObjective {
  value: number;
  users: Float64Array;
  items: Float64Array;
  biases: Float64Array;
}

export function naiveSoftmax(model: Embeddings, { interactions }: MethodInput, lambda: number): NaiveObjective {
  const { users, items, row, col, value: values, weight } = interactions;
  const d = model.noComponents;
  const found: NaiveObjective = {
    value: 0,
    users: new Float64Array(users * d),
    items: new Float64Array(items * d),
    biases: new Float64Array(items),
  };
  const [userSums, itemSums] = [new Float64Array(users), new Float64Array(items)];
  const entries = Array.from(row, (user, k) => ({ user, item: col[k]!, liked: values[k]! > 0, w: weight?.[k] ?? 1 }));
  for (const { user, item, liked, w } of entries) {
    if (!liked) continue;
    userSums[user]! += w;
    itemSums[item]! += w;
  }
  for (let user = 0; user < users; user++) {
    const known = entries.filter((entry) => entry.user === user);
    const unknown = Array.from({ length: items }, (_, i) => i).filter((i) => !known.some(({ item }) => item === i));
    if (unknown.length === 0) continue;
    const score = (item: number) => {
      let sum = model.itemBiases[item]!;
      for (let j = 0; j < d; j++) sum += model.userEmbeddings[user * d + j]! * model.itemEmbeddings[item * d + j]!;
      return sum;
    };
    const push = (item: number, by: number) => {
      for (let j = 0; j < d; j++) {
        found.users[user * d + j]! += by * model.itemEmbeddings[item * d + j]!;
        found.items[item * d + j]! += by * model.userEmbeddings[user * d + j]!;
      }
      found.biases[item]! += by;
    };
    const total = unknown.reduce((sum, item) => sum + exp(score(item)), 0);
    for (const { item, liked, w } of known) {
      if (!liked) continue;
      const own = exp(score(item));
      found.value += w * log(1 + total / own);
      push(item, (-w * total) / (own + total));
      for (const other of unknown) push(other, (w * exp(score(other))) / (own + total));
    }
  }
  const all = userSums.reduce((sum, w) => sum + w, 0);
  const [meanUser, meanItem] = [all / users, all / items];
  const pull = (at: number, gradient: Float64Array, value: number, penalty: number) => {
    found.value += 0.5 * penalty * value * value;
    gradient[at]! += penalty * value;
  };
  const penalty = (sum: number, mean: number) => lambda * meanItem * sqrt((sum + 10) / (mean + 10));
  model.userEmbeddings.forEach((x, at) => pull(at, found.users, x, penalty(userSums[Math.floor(at / d)]!, meanUser)));
  model.itemEmbeddings.forEach((y, at) => pull(at, found.items, y, penalty(itemSums[Math.floor(at / d)]!, meanItem)));
  model.itemBiases.forEach((b, item) => pull(item, found.biases, b, 10 * penalty(itemSums[item]!, meanItem)));
  return found;
}
