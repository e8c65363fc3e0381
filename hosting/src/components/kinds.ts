/** Whether a column of this kind is set right-aligned, as numbers are. */
export function isNumericKind(kind: string): boolean {
  return kind === 'integer' || kind === 'number';
}
