import type { Tree } from '@segue/functions/pipeline/ports';
import type { JsonTree } from '@segue/functions/store/json-tree';
/** A typed tree, as use cases receive it, over a JSON tree. An unreadable record fails the test. */
export declare function typed(tree: JsonTree): Tree;
