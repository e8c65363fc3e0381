/** The part of a CSV text up to the end of its last complete record; the whole text if there is none. */
export function wholeCsvRecords(text: string, delimiter: string): string {
  let end = 0;
  let quoted = false;
  // A quote is special only at the start of a field; elsewhere it stands for itself.
  let fieldStart = true;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') continue;
      if (text[at + 1] === '"') at++;
      else quoted = false;
    } else if (char === '"' && fieldStart) {
      quoted = true;
      fieldStart = false;
    } else if (char === '\n' || char === '\r') {
      end = at + 1;
      fieldStart = true;
    } else if (text.startsWith(delimiter, at)) {
      at += delimiter.length - 1;
      fieldStart = true;
    } else fieldStart = false;
  }
  return end === 0 ? text : text.slice(0, end);
}

/**
 * Ends a truncated JSON text after its last complete record and closes the open brackets. Records are the values inside
 * the outermost array, or lines that are values. Text without a complete record is returned unchanged.
 */
export function wholeJsonRecords(text: string): string {
  const open: string[] = [];
  let end = 0;
  let closing = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '"') {
      at = stringEnd(text, at);
    } else if (char === '[' || char === '{') {
      open.push(char);
    } else if (char === ']' || char === '}') {
      open.pop();
      if (isRecordLevel(open)) {
        end = at + 1;
        closing = open
          .map((bracket) => (bracket === '[' ? ']' : '}'))
          .reverse()
          .join('');
      }
    }
  }
  return end === 0 ? text : text.slice(0, end) + closing;
}

/** True inside the outermost array, inside an array of the outermost object, or between values. */
function isRecordLevel(open: readonly string[]): boolean {
  const path = open.join('');
  return path === '' || path === '[' || path === '{[';
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}
