/** Where the structures begin; the compiler is told by `--use`. Threads over one memory each have structures of their own. */
declare const BASE: i32;
