const { default: Sequencer } = require('@jest/test-sequencer');

/** Folders whose tests start processes, slowest first: begun last, one of them would keep a single worker busy at the end. */
const slow = ['chaos', 'browser', 'cli', 'flow', 'deploy'];

/** @param path of a test file @returns its place in `slow`, and that of all others after them */
function rank(path) {
  const at = slow.findIndex((folder) => path.includes(`/test/${folder}/`));
  return at < 0 ? slow.length : at;
}

/** Jest remembers how long each file took; a fresh clone remembers nothing, and this order then stands in. */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const remembered = sorted.some(({ duration }) => duration !== undefined);
    return remembered ? sorted : sorted.toSorted((a, b) => rank(a.path) - rank(b.path));
  }
};
