import { RequestFailure } from '../failure.js';
import { formatPath } from '../tree/paths.js';
import { allowsRead, allowsWrite } from './judge.js';
import type { RuleNode } from './rule-tree.js';
import type { ReadRequest, WriteRequest } from './requests.js';
import type { Rules } from './rules.js';
import type { Explanation, Step } from './steps.js';

/** Explains how rules judge a read. */
export function explainRead(rules: RuleNode, request: ReadRequest): Explanation {
  const steps: Step[] = [];
  const allowed = allowsRead(rules, request, (step) => void steps.push(step));
  return { allowed, steps, reason: allowed ? grantedBy(steps) : notGranted('read', steps) };
}

/** Explains how rules judge a write. */
export function explainWrite(rules: RuleNode, request: WriteRequest): Explanation {
  const steps: Step[] = [];
  const allowed = allowsWrite(rules, request, (step) => void steps.push(step));
  if (allowed) return { allowed, steps, reason: grantedBy(steps) };
  const last = steps[steps.length - 1];
  // The judge stops at the first rule that refuses; after a false `.write`, it still asks those further down.
  return { allowed, steps, reason: last?.kind === 'validate' ? refusal(last) : notGranted('write', steps) };
}

/** Wraps rules so that every refusal states its reason. */
export function explaining(rules: Rules): Rules {
  return {
    ...rules,
    judgeRead: (request) => refuseUnlessAllowed(rules.explainRead(request)),
    judgeWrite: (request) => refuseUnlessAllowed(rules.explainWrite(request)),
  };
}

function refuseUnlessAllowed({ allowed, reason }: Explanation): void {
  if (!allowed) throw new RequestFailure('permission_denied', `Permission denied: ${reason}`);
}

function grantedBy(steps: readonly Step[]): string {
  const grant = steps.find(({ kind, outcome }) => kind !== 'validate' && outcome);
  return grant === undefined ? 'no rule was evaluated' : `.${grant.kind} at ${formatPath(grant.path)} is true`;
}

/** No rule granted: takes the steps for the last path checked, which begin at the last step that is no deeper. */
function notGranted(kind: 'read' | 'write', steps: readonly Step[]): string {
  let first = steps.length;
  while (first > 0 && isFalse(steps[first - 1], kind) && isDeeper(steps[first], steps[first - 1]!)) first--;
  const asked = steps.slice(first);
  if (asked.length === 0) return `there is no .${kind} rule along the path`;
  return `no .${kind} rule along the path is true: ${asked.map(refusal).join('; ')}`;
}

function isFalse(step: Step | undefined, kind: Step['kind']): boolean {
  return step?.kind === kind && !step.outcome;
}

function isDeeper(step: Step | undefined, than: Step): boolean {
  return step === undefined || step.path.length > than.path.length;
}

function refusal({ kind, path, rule, problem, values }: Step): string {
  const seen = values
    .filter(({ part }) => part !== rule)
    .map(({ part, value }) => `${part} = ${JSON.stringify(value)}`);
  const because = [...(problem === null ? [] : [problem]), ...seen].join(', ');
  const outcome = problem === null ? 'is false' : 'has no result';
  return `.${kind} at ${formatPath(path)} ${outcome}: ${rule}${because === '' ? '' : ` (${because})`}`;
}
