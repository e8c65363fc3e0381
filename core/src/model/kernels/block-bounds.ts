/** OpenMP's static schedule: equal blocks; if they do not divide evenly, the first ones are longer by one. */
export function blockBounds(length: number, blocks: number, block: number): [number, number] {
  const size = Math.floor(length / blocks);
  const longer = length % blocks;
  const start = block * size + Math.min(block, longer);
  return [start, start + size + (block < longer ? 1 : 0)];
}
