/**
 * The text without the differences between spellings of one name: compatibility forms, case, and kinds of apostrophe,
 * quote, dash and blank. `Children’s  Music` and `children's music` fold to the same text.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u201A\u201B\u2032\u02BC\u02B9\u00B4\u0060\uFF07]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-')
    .replace(/[\s\u200B\u2060\uFEFF]+/g, ' ')
    .trim();
}

/** The fold of a text without accents, reduced to letters and digits: the way people type in a hurry. */
export function foldLetters(text: string): string {
  const letters = foldText(text)
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '');
  return letters.replace(/ß/g, 'ss').replace(/ø/g, 'o').replace(/[łŀ]/g, 'l').replace(/æ/g, 'ae').replace(/œ/g, 'oe');
}
