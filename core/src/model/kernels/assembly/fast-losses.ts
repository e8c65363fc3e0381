import { dot, dotFour, sigmoid, sigmoidFour } from './fast-arithmetic';
import { plainPairwiseStep, plainPointwiseStep } from './fast-plain';
import { isPlain, pairwiseStep, pointwiseStep, represent, representUser, scoreItem } from './fast-rows';
import { float, int, items, task, users } from './memory';
import { isPositive } from './positives';
import { take } from './sample';
import {
  STAGED,
  independentFrom,
  independentPairsFrom,
  stage,
  stagedExample,
  stagedItem,
  stagedNegative,
  stagedUser,
  stageNegative,
  warmLists,
} from './stage';
import { advance, bitsOf, seed as seedRandom, state } from './random';

/** The loss of a violation found at a try that the table does not reach. */
declare function lossAt(tries: i32): f64;

const MAX_LOSS: f32 = 10;

function weightOf(example: i32): f32 {
  return task.exampleWeights == 0 ? 1 : float(task.exampleWeights, example);
}

function isLiked(example: i32): bool {
  return task.exampleValues == 0 || float(task.exampleValues, example) > 0;
}

/** A whole number in [0, size): the random bits as a fraction of 2^31, without LightFM's slow remainder. */
function below(size: i32): i32 {
  seedRandom(advance(state));
  return <i32>((<u64>bitsOf(state) * <u64>size) >> 31);
}

/** Logistic loss over the examples order[start … end). */
export function fastLogistic(start: i32, end: i32): void {
  const plain = isPlain();
  const stride = task.stride;
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, plain);
    if (plain) {
      for (let i = 0; i < count;) i += plainLogisticSteps(i, independentFrom(i, count));
      continue;
    }
    for (let i = 0; i < count; i++) {
      const example = stagedExample(i);
      const user = stagedUser(i);
      const item = stagedItem(i);
      const bias = representUser(user);
      represent(items, item, task.item);
      const score = bias + dot(task.user, task.item, stride);
      pointwiseStep(weightOf(example) * (sigmoid(score) - targetOf(example)), user, item);
    }
  }
}

/** The steps of staged examples that do not meet: all scores first, so that nothing waits for one sigmoid. Returns `size`. */
function plainLogisticSteps(first: i32, size: i32): i32 {
  const stride = task.stride;
  const scores = task.scores;
  for (let i = 0; i < size; i++) {
    const user = <usize>stagedUser(first + i) * stride;
    const item = <usize>stagedItem(first + i) * stride;
    store<f32>(scores + ((<usize>i) << 2), dot(users.values + user, items.values + item, stride));
  }
  v128.store(scores, sigmoidFour(v128.load(scores)));
  for (let i = 0; i < size; i++) {
    const example = stagedExample(first + i);
    const loss = weightOf(example) * (float(scores, i) - targetOf(example));
    plainPointwiseStep(loss, stagedUser(first + i), stagedItem(first + i));
  }
  return size;
}

function targetOf(example: i32): f32 {
  return task.exampleValues != 0 && float(task.exampleValues, example) <= 0 ? 0 : 1;
}

/** BPR (Rendle 2009) over the examples order[start … end). */
export function fastBpr(start: i32, end: i32, seed: u32): void {
  seedRandom(seed);
  const plain = isPlain();
  const stride = task.stride;
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, plain);
    // A draw does not depend on the steps before it, so it can be made ahead of them.
    for (let i = 0; i < count; i++) {
      if (isLiked(stagedExample(i))) stageNegative(i, drawNegative(stagedUser(i)), plain);
    }
    for (let i = 0; i < count;) {
      if (plain) i += plainBprSteps(i, independentPairsFrom(i, count));
      else bprStep(i++);
    }
  }
}

function bprStep(i: i32): void {
  const example = stagedExample(i);
  if (!isLiked(example)) return;
  const user = stagedUser(i);
  const positive = stagedItem(i);
  const negative = stagedNegative(i);
  representUser(user);
  const margin = scoreItem(negative) - scoreItem(positive);
  pairwiseStep(weightOf(example) * sigmoid(margin), user, positive, negative);
}

/** The steps of staged examples that do not meet: all margins first, so that nothing waits for one sigmoid. Returns `size`. */
function plainBprSteps(first: i32, size: i32): i32 {
  const stride = task.stride;
  const scores = task.scores;
  for (let i = 0; i < size; i++) {
    const u = users.values + <usize>stagedUser(first + i) * stride;
    const negative = items.values + <usize>stagedNegative(first + i) * stride;
    const positive = items.values + <usize>stagedItem(first + i) * stride;
    store<f32>(scores + ((<usize>i) << 2), dot(u, negative, stride) - dot(u, positive, stride));
  }
  v128.store(scores, sigmoidFour(v128.load(scores)));
  for (let i = 0; i < size; i++) {
    const example = stagedExample(first + i);
    if (!isLiked(example)) continue;
    const loss = weightOf(example) * float(scores, i);
    const user = stagedUser(first + i);
    const positive = stagedItem(first + i);
    const negative = stagedNegative(first + i);
    if (positive != negative) plainPairwiseStep(loss, user, positive, negative);
    else {
      representUser(user);
      scoreItem(negative);
      pairwiseStep(loss, user, positive, negative);
    }
  }
  return size;
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
export function fastWarp(start: i32, end: i32, seed: u32): void {
  seedRandom(seed);
  const plain = isPlain();
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, plain);
    for (let i = 0; i < count; i++) {
      const example = stagedExample(i);
      if (!isLiked(example)) continue;
      const user = stagedUser(i);
      const positive = stagedItem(i);
      if (!plain) representUser(user);
      const tries = plain ? findPlainViolation(user, positive) : findViolation(user, positive);
      if (tries == 0) continue;
      const loss = min<f32>(MAX_LOSS, weightOf(example) * lossOf(tries));
      if (plain) plainPairwiseStep(loss, user, positive, violation);
      else pairwiseStep(loss, user, positive, violation);
    }
  }
}

/** k-OS WARP (Weston 2013) over the examples order[start … end); of each only its user counts. */
export function fastWarpKos(start: i32, end: i32, seed: u32): void {
  seedRandom(seed);
  const plain = isPlain();
  for (let place = start; place < end; place += STAGED) {
    const count = stage(place, end, plain);
    warmLists(count);
    for (let i = 0; i < count; i++) {
      const user = stagedUser(i);
      if (int(task.positivesIndptr, user) == int(task.positivesIndptr, user + 1)) continue;
      if (!plain) representUser(user);
      const positive = drawPositive(user, plain);
      const tries = plain ? findPlainViolation(user, positive) : findViolation(user, positive);
      if (tries == 0) continue;
      const loss = min<f32>(MAX_LOSS, lossOf(tries));
      if (plain) plainPairwiseStep(loss, user, positive, violation);
      else pairwiseStep(loss, user, positive, violation);
    }
  }
}

function lossOf(tries: i32): f32 {
  return <f32>(tries < task.lossesLength ? load<f64>(task.losses + ((<usize>tries) << 3)) : lossAt(tries));
}

/** The item that the last search found. */
let violation = 0;

/** WARP's search with representations: up to `maxSampled` draws; the try at which one violates, or 0. */
function findViolation(user: i32, positive: i32): i32 {
  const maxSampled = task.maxSampled;
  const margin = scoreItem(positive) - 1;
  for (let tries = 1; tries <= maxSampled; tries++) {
    const drawn = below(items.rows);
    if (scoreItem(drawn) > margin && !isPositive(user, drawn)) {
      violation = drawn;
      return tries;
    }
  }
  return 0;
}

/** The same on rows themselves, four candidates at a time; the positive takes a lane of the first four. */
function findPlainViolation(user: i32, positive: i32): i32 {
  const stride = task.stride;
  const maxSampled = task.maxSampled;
  const rows = items.rows;
  const values = items.values;
  const u = users.values + <usize>user * stride;
  let b = below(rows);
  let c = below(rows);
  let d = below(rows);
  let scores = dotFour(
    u,
    values + <usize>positive * stride,
    values + <usize>b * stride,
    values + <usize>c * stride,
    values + <usize>d * stride,
    stride,
  );
  const margin = f32x4.splat(f32x4.extract_lane(scores, 0) - 1);
  // Lane 0 is the positive and no candidate.
  let above = i32x4.bitmask(f32x4.gt(scores, margin)) & 14;
  let a = 0;
  let before = -1;
  while (true) {
    while (above != 0) {
      const lane = ctz(above);
      above &= above - 1;
      const drawn = lane == 0 ? a : lane == 1 ? b : lane == 2 ? c : d;
      const tries = before + lane + 1;
      if (tries > maxSampled) return 0;
      if (!isPositive(user, drawn)) {
        violation = drawn;
        return tries;
      }
    }
    before += 4;
    if (before >= maxSampled) return 0;
    a = below(rows);
    b = below(rows);
    c = below(rows);
    d = below(rows);
    scores = dotFour(
      u,
      values + <usize>a * stride,
      values + <usize>b * stride,
      values + <usize>c * stride,
      values + <usize>d * stride,
      stride,
    );
    above = i32x4.bitmask(f32x4.gt(scores, margin));
  }
}

/** The k-th best (or the last) of min(n, all) items drawn, with replacement, from those of the user. */
function drawPositive(user: i32, plain: bool): i32 {
  const start = int(task.positivesIndptr, user);
  const size = int(task.positivesIndptr, user + 1) - start;
  const draws = min(task.n, size);
  if (plain) scorePlainDraws(user, start, size, draws);
  else {
    for (let length = 0; length < draws; length++) {
      const item = int(task.positivesIndices, start + below(size));
      take(length, draws, item, scoreItem(item));
    }
  }
  return int(task.sampleItems, min(task.k, draws) - 1);
}

/** The same on rows themselves, four at a time, so that the machine waits for four rows at once; each score is `dot`'s. */
function scorePlainDraws(user: i32, start: i32, size: i32, draws: i32): void {
  const stride = task.stride;
  const values = items.values;
  const u = users.values + <usize>user * stride;
  for (let length = 0; length < draws; length += 4) {
    const count = draws - length;
    // Past the last draw the first is scored again, and ignored.
    const a = int(task.positivesIndices, start + below(size));
    const b = count > 1 ? int(task.positivesIndices, start + below(size)) : a;
    const c = count > 2 ? int(task.positivesIndices, start + below(size)) : a;
    const d = count > 3 ? int(task.positivesIndices, start + below(size)) : a;
    const scores = dotFour(
      u,
      values + <usize>a * stride,
      values + <usize>b * stride,
      values + <usize>c * stride,
      values + <usize>d * stride,
      stride,
    );
    take(length, draws, a, f32x4.extract_lane(scores, 0));
    if (count > 1) take(length + 1, draws, b, f32x4.extract_lane(scores, 1));
    if (count > 2) take(length + 2, draws, c, f32x4.extract_lane(scores, 2));
    if (count > 3) take(length + 3, draws, d, f32x4.extract_lane(scores, 3));
  }
}
