export { exactBpr, exactLogistic, exactWarp, exactWarpKos } from './exact-losses';
export { applyScales as exactFinish } from './exact-side';
export { fastBpr, fastLogistic, fastWarp, fastWarpKos } from './fast-losses';
export { fastFinish, fastStart } from './fast-rows';
