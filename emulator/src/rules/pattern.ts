import { testerFor } from './character-sets.js';
import { type PatternNode, parsePattern } from './pattern-syntax.js';
import { EvaluationError, Matcher } from './rule-values.js';

/** Maximum number of states: a count such as `{1000}` copies what it repeats that many times. */
const MAX_STATES = 5_000;

/** Maximum work for one match, in states visited: about a second. */
const MAX_WORK = 100_000_000;

type MatcherState =
  | { readonly kind: 'read'; readonly test: (unit: number) => boolean; next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end'; next: number }
  | { readonly kind: 'match' };

/**
 * Parses a regular expression of the rules language, a subset of JavaScript's: `\s \w \d` and their opposites, `.`,
 * `* + ?`, `{n,m}`, `|`, groups, sets, `^`, `$`, the flag `i`; `.` matches all but `\n`. Throws a SyntaxError.
 * https://firebase.google.com/docs/reference/security/database/regex
 */
export function compilePattern(source: string, flags: string): Pattern {
  if (flags !== '' && flags !== 'i') throw new SyntaxError(`the flag "${flags}" is not supported, only "i" is`);
  return new Pattern(new Builder(flags === 'i').build(parsePattern(source)));
}

/**
 * A regular expression that is matched in time proportional to the text, whatever the pattern, like the service's: all
 * paths are followed at once (Thompson's construction), so there is no backtracking.
 */
export class Pattern extends Matcher {
  constructor(private readonly states: readonly MatcherState[]) {
    super();
  }

  /** True if the pattern matches anywhere in the text. Throws an `EvaluationError` if matching takes too long. */
  test(text: string): boolean {
    return new PatternMatch(this.states, text).run();
  }
}

/** Builds the states of a pattern from the end backwards: each part receives the state that follows it. */
class Builder {
  private readonly states: MatcherState[] = [{ kind: 'match' }];

  constructor(private readonly anyCase: boolean) {}

  /** The last state is the entry state. */
  build(node: PatternNode): MatcherState[] {
    const first = this.add(node, 0);
    this.push({ kind: 'fork', next: first, other: first });
    return this.states;
  }

  private add(node: PatternNode, next: number): number {
    switch (node.kind) {
      case 'set':
        return this.push({ kind: 'read', test: testerFor(node.set, this.anyCase), next });
      case 'edge':
        return this.push({ kind: 'edge', edge: node.edge, next });
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.add(part, after), next);
      case 'choice':
        return node.parts
          .map((part) => this.add(part, next))
          .reduce((other, start) => this.push({ kind: 'fork', next: start, other }));
      case 'repeat':
        return this.addRepeat(node, next);
    }
  }

  private addRepeat({ part, min, max }: Extract<PatternNode, { kind: 'repeat' }>, next: number): number {
    let start = max === Infinity ? this.addLoop(part, next) : next;
    if (max !== Infinity) {
      for (let i = min; i < max; i++) start = this.push({ kind: 'fork', next: this.add(part, start), other: next });
    }
    for (let i = 0; i < min; i++) start = this.add(part, start);
    return start;
  }

  private addLoop(part: PatternNode, next: number): number {
    const fork: MatcherState = { kind: 'fork', next: 0, other: next };
    const at = this.push(fork);
    fork.next = this.add(part, at);
    return at;
  }

  private push(state: MatcherState): number {
    if (this.states.length >= MAX_STATES) throw new SyntaxError('it is too large: repeat less');
    return this.states.push(state) - 1;
  }
}

/** One search: the states reached by all paths through the pattern, unit by unit. */
class PatternMatch {
  private current: number[] = [];
  private following: number[] = [];
  private readonly entered: Int32Array;
  private work = 0;

  constructor(
    private readonly states: readonly MatcherState[],
    private readonly text: string,
  ) {
    this.entered = new Int32Array(states.length).fill(-1);
  }

  run(): boolean {
    const { text, states } = this;
    for (let at = 0; ; at++) {
      // A match may start anywhere.
      if (this.enter(states.length - 1, at, this.current)) return true;
      if (at === text.length) return false;
      if (this.step(text.charCodeAt(at), at + 1)) return true;
      [this.current, this.following] = [this.following, this.current];
      this.following.length = 0;
    }
  }

  private step(unit: number, at: number): boolean {
    for (const index of this.current) {
      const state = this.states[index]!;
      if (state.kind === 'read' && state.test(unit) && this.enter(state.next, at, this.following)) return true;
    }
    return false;
  }

  /** Adds the reading states reachable from a state, each once; true if the end of the pattern is among them. */
  private enter(first: number, at: number, list: number[]): boolean {
    const open = [first];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (this.entered[index] === at) continue;
      this.entered[index] = at;
      if (++this.work > MAX_WORK) throw new EvaluationError('the string is too long for this regular expression');
      const state = this.states[index]!;
      if (state.kind === 'match') return true;
      if (state.kind === 'read') list.push(index);
      else if (state.kind === 'fork') open.push(state.other, state.next);
      else if (at === (state.edge === 'start' ? 0 : this.text.length)) open.push(state.next);
    }
    return false;
  }
}
