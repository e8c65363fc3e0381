/** What to call the users and the items of a model, from the names of their columns. */
export interface Nouns {
  user: string;
  users: string;
  item: string;
  items: string;
}

/** The nouns of two columns: `artist_name` becomes "artist" and "artists". */
export function nounsOf(userColumn: string, itemColumn: string): Nouns {
  const [user, item] = [nounOf(userColumn), nounOf(itemColumn)];
  return { user, users: plural(user), item, items: plural(item) };
}

function nounOf(column: string): string {
  const words = column
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\-.]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/ (name|id|nr|no|key|title)$/, '');
  return words === '' ? column : words;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  return `${noun}s`;
}

/** Capitalises a noun for the start of a sentence. */
export function capital(text: string): string {
  return text === '' ? text : text[0]!.toUpperCase() + text.slice(1);
}

/** "a genre", "an artist". */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
