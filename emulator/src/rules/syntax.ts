/** A parsed rule expression. `at` is the position in the expression that errors point to. */
export type Expression =
  | { readonly kind: 'constant'; readonly at: number; readonly value: null | boolean | number | string }
  | { readonly kind: 'regexp'; readonly at: number; readonly pattern: string; readonly flags: string }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Expression[] }
  | { readonly kind: 'name'; readonly at: number; readonly name: string }
  | { readonly kind: 'member'; readonly at: number; readonly object: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly at: number; readonly object: Expression; readonly key: Expression }
  | {
      readonly kind: 'call';
      readonly at: number;
      readonly object: Expression;
      readonly name: string;
      readonly inputs: readonly Expression[];
    }
  | { readonly kind: 'unary'; readonly at: number; readonly operator: string; readonly input: Expression }
  | {
      readonly kind: 'binary';
      readonly at: number;
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'choice';
      readonly at: number;
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    };
