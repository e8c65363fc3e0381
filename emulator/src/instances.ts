import { type CommitObserver, Database } from './database/database.js';
import { RequestFailure } from './failure.js';
import { explaining } from './rules/explanation.js';
import { OPEN_RULES, type Rules } from './rules/rules.js';

/** Names become file names in exports: letters, digits, hyphens and the like, never a path. */
const NAME = /^[\w-][\w.-]{0,199}$/;

/** Whether a database can have this name. */
export function isInstanceName(name: string): boolean {
  return NAME.test(name);
}

/** The databases of one emulator, by instance name; each is created when it is first named. */
export class Instances {
  private readonly byName = new Map<string, Database>();

  /** `explains` makes every refusal by rules state its reason. */
  constructor(
    private readonly observe: CommitObserver,
    private readonly firstRules: Rules = OPEN_RULES,
    private readonly explains = false,
  ) {}

  /** The database of a name. Throws `invalid_data` for an invalid name. */
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

  /** Sets the rules of one database. */
  setRules(name: string, rules: Rules): void {
    this.get(name).setRules(this.guard(rules));
  }

  private guard(rules: Rules): Rules {
    return this.explains ? explaining(rules) : rules;
  }

  /** All databases. */
  all(): Database[] {
    return [...this.byName.values()];
  }
}
