import type { KnownMode } from '@segue/core/contract/api/recommendations';
import { csvLine } from '@segue/core/tables/csv-line';
import type { ListedPlaces } from '@segue/core/versions/answering/listed-places';
import { rankForUser } from './answer.js';
import type { Download } from './download.js';
import { readListing, type Listing } from './listing.js';
import type { LoadedModel } from './load-model.js';

/** One row of the file. */
interface UserPlace {
  user: string;
  /** Counts from 1: the `rank` of the user's answer. */
  place: number;
  item: string;
  /** Empty if the item has none. Absent if no item of the model has one. */
  title?: string;
  score: number;
}

/** How rows become text. */
interface RowFormat {
  head: string;
  /** The head of a file with titles. */
  titledHead: string;
  line: (row: UserPlace) => string;
}

/** JSON has no infinite numbers; an answer has `null` in their place, and a table an empty cell. */
const cellOf = (score: number) => (Number.isFinite(score) ? score : '');

const formats = {
  csv: {
    head: csvLine(['user', 'place', 'item', 'score']),
    titledHead: csvLine(['user', 'place', 'item', 'title', 'score']),
    line: ({ user, place, item, title, score }) =>
      csvLine([user, place, item, ...(title === undefined ? [] : [title]), cellOf(score)]),
  },
  jsonl: { head: '', titledHead: '', line: (row) => `${JSON.stringify(row)}\n` },
} satisfies Record<string, RowFormat>;

/** Part of the basis of every file. Raise it with any change after which a version gives another text. */
const textVersion = 1;

/** Items for every user of the model, in the model's order, with the numbers that `recommendForUser` answers each of them. */
export function recommendToAll(
  loaded: LoadedModel,
  extension: keyof typeof formats,
  question: Listing & { known: KnownMode },
): Download<Iterable<string>> {
  const { id, version, number } = loaded;
  return {
    fileName: `${id}-recommendations-${number}.${extension}`,
    basis: [textVersion, id, version, extension, question, ...(loaded.published.titles ? ['titles'] : [])],
    pieces: writeUsers(loaded, formats[extension], { ...readListing(loaded, question).places, known: question.known }),
  };
}

function* writeUsers(
  loaded: LoadedModel,
  { head, titledHead, line }: RowFormat,
  places: ListedPlaces & { known: KnownMode },
): Generator<string, void> {
  const { users, titles } = loaded.published;
  yield titles ? titledHead : head;
  for (const [index, user] of users.entries()) {
    const { items } = rankForUser(loaded, index, places);
    yield items
      .map(({ index: row, rank, item, score }) =>
        line({ user, place: rank, item, ...(titles && { title: titles[row] ?? '' }), score }),
      )
      .join('');
  }
}
