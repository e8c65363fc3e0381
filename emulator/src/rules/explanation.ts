import { RequestFailure } from '../failure.js';
import { formatPath } from '../tree/paths.js';
import { allowsRead, allowsWrite } from './judge.js';
import type { RuleNode } from './rule-tree.js';
import type { ReadRequest, WriteRequest } from './requests.js';
import type { Rules } from './rules.js';
import type { Explanation, Step } from './steps.js';

/** Explains what rules say to a read. */
export function explainRead(rules: RuleNode, request: ReadRequest): Explanation {
  const steps: Step[] = [];
  const allowed = allowsRead(rules, request, (step) => void steps.push(step));
  return { allowed, steps, reason: allowed ? grantedBy(steps) : notGranted('read', steps) };
}

/** Explains what rules say to a write. */
export function explainWrite(rules: RuleNode, request: WriteRequest): Explanation {
  const steps: Step[] = [];
  const allowed = allowsWrite(rules, request, (step) => void steps.push(step));
  if (allowed) return { allowed, steps, reason: grantedBy(steps) };
  const last = steps[steps.length - 1];
  // The judge stops at the first rule that says no; a `.write` that does leaves those further down to ask.
  return { allowed, steps, reason: last?.kind === 'validate' ? refusal(last) : notGranted('write', steps) };
}

/** Rules that say why in the message of what they refuse. */
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

/** No rule granted: those for the last path asked about, which start at the last one that is no deeper. */
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
