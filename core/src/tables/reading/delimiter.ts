import { sampleRecords } from './sample-records.js';
import { TableError } from './table-error.js';

/** A delimiter and the sentence that says why it was chosen. */
export interface DetectedDelimiter {
  delimiter: string;
  reason: string;
}

/** The delimiters to try. The comma is the last resort, because numbers and sentences contain commas too. */
const candidates: readonly { delimiter: string; name: string }[] = [
  { delimiter: '\t', name: 'tabs' },
  { delimiter: ';', name: 'semicolons' },
  { delimiter: '|', name: 'pipes' },
  { delimiter: '\u001f', name: 'unit separators' },
  { delimiter: '^', name: 'carets' },
  { delimiter: '~', name: 'tildes' },
  { delimiter: ',', name: 'commas' },
];

/** At least this share of the lines must split into equally many fields. */
const enoughAgreement = 0.8;

/**
 * The delimiter that a user gave, in the parser's form: the two characters `\t` mean a tab; an empty one (null) means
 * that the delimiter is to be detected.
 * @throws TableError `invalid-delimiter`
 */
export function givenDelimiter(delimiter: string | undefined): string | null {
  if (delimiter === undefined || delimiter === '') return null;
  const meant = delimiter.replaceAll('\\t', '\t');
  if (/["\r\n]|\p{Surrogate}/u.test(meant)) {
    throw new TableError(
      'invalid-delimiter',
      'The delimiter contains a quote or a line break, which CSV reserves. Leave it empty to have it detected.',
    );
  }
  return meant;
}

/** The delimiter that splits most lines of a text into equally many fields; a comma if none does. */
export function detectDelimiter(text: string): DetectedDelimiter {
  let best: (DetectedDelimiter & { agreement: number }) | null = null;
  for (const { delimiter, name } of candidates) {
    if (!text.includes(delimiter)) continue;
    const { fields, agreement } = agreementOf(sampleRecords(text, delimiter));
    if (fields < 2 || agreement < enoughAgreement || (best && agreement <= best.agreement)) continue;
    const share = agreement === 1 ? 'every line' : `${Math.floor(agreement * 100)} of 100 lines`;
    best = { delimiter, agreement, reason: `With ${name}, ${share} of the sample has ${fields} fields.` };
  }
  if (best) return { delimiter: best.delimiter, reason: best.reason };
  return { delimiter: ',', reason: 'No separator splits the lines evenly, so a comma is assumed.' };
}

/** The most common number of fields and the share of records with it; none if the first record has fewer. */
function agreementOf(records: string[][]): { fields: number; agreement: number } {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  let fields = 0;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most || (count === most && length > fields)) [fields, most] = [length, count];
  }
  // A header names all columns; if the first line has fewer fields, the character is part of the values.
  if ((records[0]?.length ?? 0) < fields) return { fields: 0, agreement: 0 };
  return { fields, agreement: most / records.length };
}
