import { int, items, Side, task, users } from './memory';

/*
 * Examples are taken in a shuffled order, so their ids and rows are seldom in the cache, and a step would wait for each in turn:
 * the example, its user, the user's row. Some examples ahead are looked up together instead: their loads do not depend on each
 * other, and the machine waits for all of them once.
 */

/** Examples looked up together: their rows fit into the first-level cache. */
export const STAGED = 16;

/** Items of a list that are worth loading ahead: 16 lists of 1 KB fit into the first-level cache beside the rows. */
const MOST_WARMED = 256;

/** Looks up the next examples order[place … end), at most STAGED; returns how many. With `warm`, also loads their rows. */
export function stage(place: i32, end: i32, warm: bool): i32 {
  const count = min(end - place, STAGED);
  const staged = task.staged;
  for (let i = 0; i < count; i++) {
    const example = int(task.order, place + i);
    const at = staged + ((<usize>i) << 4);
    store<i32>(at, example);
    store<i32>(at, int(task.exampleUsers, example), 4);
    store<i32>(at, task.exampleItems == 0 ? 0 : int(task.exampleItems, example), 8);
  }
  if (warm) {
    let loaded = 0;
    for (let i = 0; i < count; i++) {
      loaded ^= warmRow(users, stagedUser(i)) ^ warmRow(items, stagedItem(i));
    }
    // Stored, so that no compiler removes the loads as unused.
    store<i32>(staged, loaded, 16 * STAGED);
  }
  return count;
}

/**
 * How many examples from staged example `i` on, at the most four, share neither users nor items: a step of one of them changes
 * nothing that the others' scores are made of.
 */
export function independentFrom(i: i32, count: i32): i32 {
  const most = min(count - i, 4);
  for (let next = 1; next < most; next++) {
    const user = stagedUser(i + next);
    const item = stagedItem(i + next);
    for (let before = 0; before < next; before++) {
      if (stagedUser(i + before) == user || stagedItem(i + before) == item) return next;
    }
  }
  return most;
}

/** The same where each example has a negative beside its item. */
export function independentPairsFrom(i: i32, count: i32): i32 {
  const most = independentFrom(i, count);
  for (let next = 1; next < most; next++) {
    const item = stagedItem(i + next);
    const negative = stagedNegative(i + next);
    for (let before = 0; before < next; before++) {
      const other = stagedNegative(i + before);
      if (other == item || other == negative || stagedItem(i + before) == negative) return next;
    }
  }
  return most;
}

/** Loads a row and its accumulators into the cache; the result is unused. */
function warmRow(side: Side, row: i32): i32 {
  const stride = task.stride;
  const values = side.values + <usize>row * stride;
  const gradients = side.gradients + <usize>row * stride;
  let loaded = 0;
  for (let line: usize = 0; line < stride; line += 64) loaded ^= load<i32>(values + line) ^ load<i32>(gradients + line);
  return loaded;
}

/** Loads the item lists of the staged users, of which warp-kos draws: so much of each as its draws may meet, at the most. */
export function warmLists(count: i32): void {
  let loaded = 0;
  for (let i = 0; i < count; i++) {
    const user = stagedUser(i);
    const start = int(task.positivesIndptr, user);
    const end = min(int(task.positivesIndptr, user + 1), start + MOST_WARMED);
    for (let at = start; at < end; at += 16) loaded ^= int(task.positivesIndices, at);
  }
  store<i32>(task.staged, loaded, 16 * STAGED);
}

/** Records the negative item of a staged example, and loads its row. */
export function stageNegative(i: i32, item: i32, warm: bool): void {
  const at = task.staged + ((<usize>i) << 4);
  store<i32>(at, item, 12);
  if (warm) store<i32>(task.staged, warmRow(items, item), 16 * STAGED);
}

/** The negative item recorded for a staged example. */
export function stagedNegative(i: i32): i32 {
  return load<i32>(task.staged + ((<usize>i) << 4), 12);
}

/** The index of a staged example among all examples. */
export function stagedExample(i: i32): i32 {
  return load<i32>(task.staged + ((<usize>i) << 4));
}

/** Its user. */
export function stagedUser(i: i32): i32 {
  return load<i32>(task.staged + ((<usize>i) << 4), 4);
}

/** Its item. */
export function stagedItem(i: i32): i32 {
  return load<i32>(task.staged + ((<usize>i) << 4), 8);
}
