import { int, task } from './memory';

/** Whether the user has a stored entry for the item: by a bit if there is a bit table, otherwise by binary search. */
export function isPositive(user: i32, item: i32): bool {
  const bits = task.bits;
  if (bits != 0) {
    const at = bits + <usize>user * task.bitsStride + ((<usize>item) >> 3);
    return ((load<u8>(at) >> (<u8>(item & 7))) & 1) != 0;
  }
  let low = int(task.positivesIndptr, user);
  const end = int(task.positivesIndptr, user + 1);
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (int(task.positivesIndices, middle) < item) low = middle + 1;
    else high = middle;
  }
  return low < end && int(task.positivesIndices, low) == item;
}
