/** What a column's name says against its describing items, and the word that says it. */
export type NameReason = { reason: 'id-by-name' | 'time-by-name'; word: string };

const idWords = ['id', 'ids', 'index', 'idx', 'unnamed', 'uri', 'url', 'href', 'rank', 'row', 'nr', 'no', '#'];
/** Such names number something; `number of plays` counts. */
const idNames = /^(?:(?:row|track|song|item|line|disc|serial) ?(?:number|num|no|nr)|number)$/;
/** Ids whose name is written as one word, such as `movieid`; `acid` and `valid` are none. */
const joinedId = /^(?:user|item|track|artist|album|movie|film|song|product|book|place|customer|genre|row)ids?$/;

const timeWords = ['year', 'years', 'date', 'dates', 'time', 'timestamp', 'datetime', 'week', 'month', 'released'];
/** Times whose name is written as one word, such as `releaseyear`. */
const joinedTime = /^(?:release|birth|start|end|upload|created?|published?)(?:year|date|time)$/;
/** A time that is none. */
const timeSignature = /\btime signature\b/;

/** The reason in a name, read word by word: `track_id`, `trackId` and `Track ID` are the same; `null` if there is none. */
export function nameReason(name: string): NameReason | null {
  const plain = wordsOf(name).join(' ');
  if (plain === '' || idNames.test(plain)) return { reason: 'id-by-name', word: plain };
  const words = plain.replace(timeSignature, '').split(' ');
  const id = words.find((word) => idWords.includes(word) || joinedId.test(word));
  if (id !== undefined) return { reason: 'id-by-name', word: id };
  const time = words.find((word) => timeWords.includes(word) || joinedTime.test(word));
  return time === undefined ? null : { reason: 'time-by-name', word: time };
}

function wordsOf(name: string): string[] {
  const spaced = name.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+|#/gu) ?? [];
}
