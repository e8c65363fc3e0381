/** A cell exactly as it is stored; an empty one says so to a screen reader. */
export function Cell({ value }: { value: string | number }) {
  return value === '' ? <span class="hidden">no value</span> : <>{String(value)}</>;
}
