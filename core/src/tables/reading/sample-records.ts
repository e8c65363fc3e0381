/** How many characters of a file detection looks at. */
const sampleLength = 65536;

/**
 * The first records of a text, split at a delimiter and at line endings outside quotes. Lenient and fast: it only
 * serves to detect delimiter and header; the real parser reads the table. A record cut off by the end of the sample is
 * left out if there are others.
 */
export function sampleRecords(text: string, delimiter: string): string[][] {
  const sample = text.slice(0, sampleLength);
  const records: string[][] = [];
  let fields: string[] = [];
  let at = 0;
  while (at < sample.length) {
    const field = readField(sample, at, delimiter);
    fields.push(field.value);
    at = field.end;
    if (field.ends === 'field') continue;
    if (field.ends === 'text' && text.length > sample.length && records.length > 0) break;
    if (fields.length > 1 || fields[0] !== '' || field.quoted) records.push(fields);
    fields = [];
  }
  // A delimiter at the very end of the text starts one more field, which is empty.
  if (fields.length > 0 && sample.length === text.length) records.push([...fields, '']);
  return records;
}

interface Field {
  value: string;
  quoted: boolean;
  end: number;
  ends: 'field' | 'record' | 'text';
}

function readField(text: string, start: number, delimiter: string): Field {
  const quoted = text[start] === '"';
  let value = '';
  let at = start;
  if (quoted) {
    const close = closingQuote(text, start + 1);
    value = text.slice(start + 1, close).replaceAll('""', '"');
    at = Math.min(close + 1, text.length);
  }
  const end = plainEnd(text, at, delimiter);
  value += text.slice(at, end);
  if (end >= text.length) return { value, quoted, end: text.length, ends: 'text' };
  if (text.startsWith(delimiter, end)) return { value, quoted, end: end + delimiter.length, ends: 'field' };
  const width = text.startsWith('\r\n', end) ? 2 : 1;
  return { value, quoted, end: end + width, ends: 'record' };
}

function plainEnd(text: string, from: number, delimiter: string): number {
  const first = delimiter.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
    if (code === first && (delimiter.length === 1 || text.startsWith(delimiter, at))) return at;
  }
  return text.length;
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return text.length;
}
