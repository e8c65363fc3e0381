import type { CommitObserver } from './database/database.js';
import { Database } from './database/database.js';
import { OPEN_RULES, type Rules } from './rules/rules.js';

/** The databases of one emulator, by instance name; each exists from the moment somebody names it. */
export class Instances {
  private readonly byName = new Map<string, Database>();

  constructor(
    private readonly observe: CommitObserver,
    private readonly firstRules: Rules = OPEN_RULES,
  ) {}

  /** The database of a name. */
  get(name: string): Database {
    let database = this.byName.get(name);
    if (database === undefined) {
      database = new Database(name, this.firstRules, this.observe);
      this.byName.set(name, database);
    }
    return database;
  }

  /** All of them. */
  all(): Database[] {
    return [...this.byName.values()];
  }
}
