export { exactBpr, exactLogistic, exactWarp, exactWarpKos } from './exact-losses';
export { applyScales as exactFinish } from './exact-side';
export { fastBpr, fastLogistic, fastWarp, fastWarpKos } from './fast-losses';
export { fastFinish, fastStart } from './fast-rows';
export { ialsSolve } from './ials';
export { scoreItems } from './scores';
export { softmaxObjective } from './softmax';
export { vectorAddThenDot, vectorCombine, vectorDot, vectorPenalty, vectorScale, vectorScaledDot } from './vectors';
