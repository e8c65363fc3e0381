import type { Tree } from '@segue/functions/pipeline/ports';
import type { JsonTree } from '@segue/functions/store/json-tree';
import { TypedTree } from '@segue/functions/store/typed-tree';

/** A typed tree, as use cases receive it, over a JSON tree. An unreadable record fails the test. */
export function typed(tree: JsonTree): Tree {
  return new TypedTree(tree, {
    error: (message, details) => {
      throw new Error(`${message}: ${JSON.stringify(details)}`);
    },
  });
}
