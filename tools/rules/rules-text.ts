import { databaseRules } from '@segue/core/contract/rights/database-rules';

const note = '// Made by `npm run rules` from core/src/contract/rights/table.ts. Change that, not this.';

/** The text of `database.rules.json`. */
export function rulesText(): string {
  return `${note}\n${JSON.stringify(databaseRules(), null, 2)}\n`;
}
