import type { CommitObserver } from './database/database.js';
import { Database } from './database/database.js';
import { RequestFailure } from './failure.js';
import { explaining } from './rules/explanation.js';
import { OPEN_RULES, type Rules } from './rules/rules.js';

/** Names go into the names of exported files: letters, digits, hyphens and the like, no path. */
const NAME = /^[\w-][\w.-]{0,199}$/;

/** Whether a database can have this name. */
export function isInstanceName(name: string): boolean {
  return NAME.test(name);
}

/** The databases of one emulator, by instance name; each exists from the moment somebody names it. */
export class Instances {
  private readonly byName = new Map<string, Database>();

  /** `explains` makes every refusal by rules say why. */
  constructor(
    private readonly observe: CommitObserver,
    private readonly firstRules: Rules = OPEN_RULES,
    private readonly explains = false,
  ) {}

  /** The database of a name. Throws `invalid_data` for a name that none can have. */
  get(name: string): Database {
    let database = this.byName.get(name);
    if (database === undefined) {
      if (!isInstanceName(name)) {
        const shown = JSON.stringify(name.slice(0, 40));
        throw new RequestFailure('invalid_data', `Invalid database name ${shown}: use letters, digits and hyphens`);
      }
      database = new Database(name, this.guard(this.firstRules), this.observe);
      this.byName.set(name, database);
    }
    return database;
  }

  /** Puts rules in force for one of them. */
  setRules(name: string, rules: Rules): void {
    this.get(name).setRules(this.guard(rules));
  }

  private guard(rules: Rules): Rules {
    return this.explains ? explaining(rules) : rules;
  }

  /** All of them. */
  all(): Database[] {
    return [...this.byName.values()];
  }
}
