import { task } from './memory';

/*
 * The items that k-OS WARP draws for an example, in `task.sampleItems`, best first; equal scores keep the order of the draws.
 */

/** Takes draw number `length` of `draws`: sorts it in, or, where only the last of all is asked for, keeps just that one. */
export function take(length: i32, draws: i32, item: i32, score: f32): void {
  if (task.k < draws) insert(length, item, score);
  else if (length == 0 || !(load<f32>(task.sampleScores) < score)) {
    store<f32>(task.sampleScores, score);
    store<i32>(task.sampleItems + ((<usize>draws - 1) << 2), item);
  }
}

function insert(length: i32, item: i32, score: f32): void {
  const sampleItems = task.sampleItems;
  const sampleScores = task.sampleScores;
  let at = (<usize>length) << 2;
  while (at > 0 && load<f32>(sampleScores + at - 4) < score) {
    store<i32>(sampleItems + at, load<i32>(sampleItems + at - 4));
    store<f32>(sampleScores + at, load<f32>(sampleScores + at - 4));
    at -= 4;
  }
  store<i32>(sampleItems + at, item);
  store<f32>(sampleScores + at, score);
}
