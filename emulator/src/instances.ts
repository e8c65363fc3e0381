import type { CommitObserver } from './database/database.js';
import { Database } from './database/database.js';
import { explaining } from './rules/explanation.js';
import { OPEN_RULES, type Rules } from './rules/rules.js';

/** The databases of one emulator, by instance name; each exists from the moment somebody names it. */
export class Instances {
  private readonly byName = new Map<string, Database>();

  /** `explains` makes every refusal by rules say why. */
  constructor(
    private readonly observe: CommitObserver,
    private readonly firstRules: Rules = OPEN_RULES,
    private readonly explains = false,
  ) {}

  /** The database of a name. */
  get(name: string): Database {
    let database = this.byName.get(name);
    if (database === undefined) {
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
