import { OPEN_RULES, type Rules } from './rules.js';

export function parseRules(source: string): Rules {
  return { ...OPEN_RULES, source };
}
