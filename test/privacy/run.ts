import type { World } from './world.js';

/** Draws numbers from a seed. */
export type Draw = (below: number) => number;

/** A step: something that somebody does, and what it changes in the world. */
export interface Step {
  name: string;
  /** How often it is drawn, compared with others. */
  weight: number;
  /** What was done, for people to read; `null` if there was nothing to do it with. */
  run: (run: Run) => Promise<string | null>;
}

/** A sequence under way. */
export class Run {
  /** The marks of a data set's cells, by data set and row index; `null` where a row was deleted. */
  readonly rows = new Map<string, (string[] | null)[]>();
  readonly files = new Map<string, string>();
  readonly names = new Map<string, { name: string; description: string }>();
  /** The cell that was edited last, by data set. */
  readonly edited = new Map<string, { index: number; column: number }>();
  /** The only data set that Lea does something with, while a case says what she does. */
  focus: string | undefined;

  constructor(
    readonly world: World,
    readonly draw: Draw,
  ) {}

  /** One of several. */
  pick<T>(from: readonly T[]): T | undefined {
    return from.length === 0 ? undefined : from[this.draw(from.length)];
  }

  /** One of the data sets of an actor, or of those that they may edit. */
  setOf(actor: string, isEditor = false): string | undefined {
    if (this.focus !== undefined) return this.focus;
    const own = [...this.world.marks.all].filter(
      ([, { owner, members }]) => owner === actor || (isEditor && actor === 'edi' && members.has('edi')),
    );
    return this.pick(own.map(([id]) => id));
  }

  /** Whose turn it is: mostly Lea's. */
  owner(): string {
    return this.focus === undefined && this.draw(4) === 0 ? 'max' : 'lea';
  }

  /** A table of users and items, every cell of which is a mark but the first user, whom questions name. */
  table(items?: readonly string[]): { csv: string; cells: string[][] } {
    const { marks } = this.world;
    const users = ['u0', ...Array.from({ length: 3 }, () => marks.issue())];
    const named = items ?? Array.from({ length: 5 }, () => marks.issue());
    const cells = users.flatMap((user, at) =>
      named.filter((_, item) => (item + at) % 2 === 0).map((item) => [user, item, marks.issue()]),
    );
    return { csv: ['who,what,note', ...cells.map((row) => row.join(','))].join('\n'), cells };
  }

  /** Says that a data set holds these rows and no others, from a file of that name. */
  hold(set: string, cells: string[][], file: string): void {
    const { marks } = this.world;
    const before = this.files.get(set);
    if (before !== undefined) marks.take(before, set);
    marks.put(file, set);
    this.files.set(set, file);
    for (const row of this.rows.get(set) ?? []) for (const mark of row ?? []) this.world.marks.take(mark, set);
    for (const row of cells) for (const mark of row) this.world.marks.put(mark, set);
    this.rows.set(set, cells);
  }

  /** Takes a mark from a data set unless another cell still has it. */
  drop(set: string, mark: string): void {
    if ((this.rows.get(set) ?? []).every((row) => !row?.includes(mark))) this.world.marks.take(mark, set);
  }

  /** Gives a data set a name and a description. */
  rename(set: string, name: string, description: string): void {
    const { marks } = this.world;
    const before = this.names.get(set);
    if (before) for (const mark of Object.values(before)) marks.take(mark, set);
    marks.put(name, set);
    marks.put(description, set);
    this.names.set(set, { name, description });
  }
}
