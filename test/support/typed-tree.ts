import type { Tree } from '@segue/functions/pipeline/ports';
import type { JsonTree } from '@segue/functions/store/json-tree';
import { TypedTree } from '@segue/functions/store/typed-tree';

/** The tree that use cases are given, over one of JSON. A record that cannot be read fails the test. */
export function typed(tree: JsonTree): Tree {
  return new TypedTree(tree, {
    error: (message, details) => {
      throw new Error(`${message}: ${JSON.stringify(details)}`);
    },
  });
}
