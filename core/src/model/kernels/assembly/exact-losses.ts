import { checkScales, pairwiseStep, pointwiseStep, represent, represented, scoreFour, scorePairs } from './exact-side';
import { float, int, items, task, users } from './memory';
import { isPositive } from './positives';
import { below, seed as seedRandom, state } from './random';
import { take } from './sample';
import {
  STAGED,
  independentFrom,
  stage,
  stagedExample,
  stagedItem,
  stagedNegative,
  stagedUser,
  stageNegative,
  warmLists,
} from './stage';

/** JavaScript's own, so that every bit is the reference's. */
declare function exp(x: f64): f64;
/** The loss of a violation found at a try that the table does not reach. */
declare function lossAt(tries: i32): f64;

const MAX_LOSS: f64 = 10;

function sigmoid(x: f32): f32 {
  return <f32>(1 / (1 + exp(-(<f64>x))));
}

function weightOf(example: i32): f64 {
  return task.exampleWeights == 0 ? 1 : <f64>float(task.exampleWeights, example);
}

/** Whether the example is positive, that is, its value is > 0. */
function isLiked(example: i32): bool {
  return task.exampleValues == 0 || float(task.exampleValues, example) > 0;
}

/** Whether each row is its own only feature; then it is worth loading ahead. */
function ownRows(): bool {
  return items.indptr == 0 && users.indptr == 0;
}

/** Logistic loss over the examples order[start … end). */
export function exactLogistic(start: i32, end: i32): void {
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, ownRows());
    for (let i = 0; i < count;) {
      // Under a penalty every step moves the scales, which all scores are made of.
      const size = ownRows() && task.penalised == 0 ? independentFrom(i, count) : 1;
      scoreExamples(i, size);
      for (let last = i + size, lane = 0; i < last; i++, lane++) {
        const example = stagedExample(i);
        const user = stagedUser(i);
        const item = stagedItem(i);
        const target: f64 = task.exampleValues != 0 && float(task.exampleValues, example) <= 0 ? 0 : 1;
        represent(users, user, task.user);
        represent(items, item, task.item);
        const prediction = <f64>sigmoid(float(task.scores, lane));
        pointwiseStep(weightOf(example) * (prediction - target), user, item);
        checkScales();
      }
    }
  }
}

/** Scores of `size` staged examples from `first` on, which share no rows, into `task.scores`. */
function scoreExamples(first: i32, size: i32): void {
  const user = represented(users, stagedUser(first), task.user);
  const item = represented(items, stagedItem(first), task.item);
  if (size == 1) return scorePairs(user, user, user, user, item, item, item, item);
  const stride = task.stride;
  const u = users.values;
  const p = items.values;
  // The lanes beyond `size` repeat the first pair, and are ignored.
  const third = size > 2 ? 2 : 0;
  const fourth = size > 3 ? 3 : 0;
  scorePairs(
    user,
    u + <usize>stagedUser(first + 1) * stride,
    u + <usize>stagedUser(first + third) * stride,
    u + <usize>stagedUser(first + fourth) * stride,
    item,
    p + <usize>stagedItem(first + 1) * stride,
    p + <usize>stagedItem(first + third) * stride,
    p + <usize>stagedItem(first + fourth) * stride,
  );
}

/** BPR (Rendle 2009) over the examples order[start … end). */
export function exactBpr(start: i32, end: i32, seed: u32): void {
  seedRandom(seed);
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, ownRows());
    // A draw does not depend on the steps before it, so it can be made ahead of them.
    for (let i = 0; i < count; i++) {
      if (isLiked(stagedExample(i))) stageNegative(i, drawNegative(stagedUser(i)), ownRows());
    }
    for (let i = 0; i < count; i++) {
      const example = stagedExample(i);
      if (!isLiked(example)) continue;
      const user = stagedUser(i);
      const positive = stagedItem(i);
      const negative = stagedNegative(i);
      represent(users, user, task.user);
      represent(items, positive, task.item);
      represent(items, negative, task.negative);
      scoreFour(task.user, task.item, task.negative, task.item, task.item);
      const margin = <f32>(<f64>float(task.scores, 0) - <f64>float(task.scores, 1));
      pairwiseStep(weightOf(example) * (1 - <f64>sigmoid(margin)), user, positive, negative);
      checkScales();
    }
  }
}

/** The first item drawn from the entries that the user has no entry for; where all draws fail, the last. */
function drawNegative(user: i32): i32 {
  const entries = task.examples;
  let negative = 0;
  for (let tries = 0; tries < entries; tries++) {
    negative = int(task.exampleItems, below(entries));
    if (!isPositive(user, negative)) break;
  }
  return negative;
}

/** WARP (Weston 2011) over the examples order[start … end). */
export function exactWarp(start: i32, end: i32, seed: u32): void {
  seedRandom(seed);
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, ownRows());
    for (let i = 0; i < count; i++) {
      const example = stagedExample(i);
      if (!isLiked(example)) continue;
      const user = stagedUser(i);
      const positive = stagedItem(i);
      represent(users, user, task.user);
      const tries = findViolation(user, positive);
      if (tries > 0) {
        const loss = min(MAX_LOSS, weightOf(example) * lossOf(tries));
        represent(items, positive, task.item);
        pairwiseStep(loss, user, positive, violation);
      }
      checkScales();
    }
  }
}

/** k-OS WARP (Weston 2013) over the examples order[start … end); of each only its user counts. */
export function exactWarpKos(start: i32, end: i32, seed: u32): void {
  seedRandom(seed);
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, ownRows());
    warmLists(count);
    for (let i = 0; i < count; i++) {
      const user = stagedUser(i);
      if (int(task.positivesIndptr, user) == int(task.positivesIndptr, user + 1)) continue;
      represent(users, user, task.user);
      const positive = drawPositive(user);
      const tries = findViolation(user, positive);
      if (tries > 0) {
        const loss = min(MAX_LOSS, lossOf(tries));
        represent(items, positive, task.item);
        pairwiseStep(loss, user, positive, violation);
      }
      checkScales();
    }
  }
}

/** Math.min of JavaScript: NaN if one is NaN. */
function min(a: f64, b: f64): f64 {
  return a < b || a != a ? a : b;
}

/** ln of the estimated rank; warp-kos differs from WARP in its lower bound, which is in the table. */
function lossOf(tries: i32): f64 {
  return tries < task.lossesLength ? load<f64>(task.losses + ((<usize>tries) << 3)) : lossAt(tries);
}

/** The item that the last search found. */
let violation = 0;

/** Draws an item, stores it and the generator's state at `slot`, and returns the address of its representation. */
function candidate(slot: i32): usize {
  const drawn = below(items.rows);
  const offset = (<usize>slot) << 2;
  store<i32>(task.drawn + offset, drawn);
  store<u32>(task.states + offset, state);
  return represented(items, drawn, task.four + <usize>slot * task.stride);
}

/**
 * WARP's search: draws items until one without an entry scores more than the positive − 1, at most `maxSampled` times. The
 * positive itself takes a lane of the first four scores. Leaves the item's representation in `task.negative`.
 *
 * @returns the try at which it was found, from 1; 0 if there was none.
 */
function findViolation(user: i32, positive: i32): i32 {
  const maxSampled = task.maxSampled;
  let margin: f64 = 0;
  let first = 1;
  for (let tried = 0; tried < maxSampled;) {
    const before = state;
    const a = first == 1 ? represented(items, positive, task.four) : candidate(0);
    const b = candidate(1);
    const c = candidate(2);
    const d = candidate(3);
    scoreFour(task.user, a, b, c, d);
    if (first == 1) margin = <f64>float(task.scores, 0) - 1;
    let last = before;
    for (let slot = first; slot < 4 && tried < maxSampled; slot++) {
      tried++;
      // Only draws that are used count: the generator is set back before the others.
      last = <u32>int(task.states, slot);
      if (<f64>float(task.scores, slot) > margin) {
        const drawn = int(task.drawn, slot);
        if (!isPositive(user, drawn)) {
          seedRandom(last);
          violation = drawn;
          represent(items, drawn, task.negative);
          return tried;
        }
      }
    }
    seedRandom(last);
    first = 0;
  }
  return 0;
}

/** The k-th best (or the last) of min(n, all) items drawn, with replacement, from those of the user. */
function drawPositive(user: i32): i32 {
  const start = int(task.positivesIndptr, user);
  const size = int(task.positivesIndptr, user + 1) - start;
  const draws = task.n < size ? task.n : size;
  for (let first = 0; first < draws; first += 4) {
    const batch = draws - first < 4 ? draws - first : 4;
    let a: usize = 0;
    let b: usize = 0;
    let c: usize = 0;
    let d: usize = 0;
    for (let slot = 0; slot < 4; slot++) {
      // Past the last draw the first is scored again, and ignored.
      const drawn = slot < batch ? int(task.positivesIndices, start + below(size)) : int(task.drawn, 0);
      store<i32>(task.drawn + ((<usize>slot) << 2), drawn);
      const at = represented(items, drawn, task.four + <usize>slot * task.stride);
      if (slot == 0) a = at;
      else if (slot == 1) b = at;
      else if (slot == 2) c = at;
      else d = at;
    }
    scoreFour(task.user, a, b, c, d);
    for (let slot = 0; slot < batch; slot++) {
      take(first + slot, draws, int(task.drawn, slot), float(task.scores, slot));
    }
  }
  return int(task.sampleItems, (task.k < draws ? task.k : draws) - 1);
}
