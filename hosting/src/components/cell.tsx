/** A cell exactly as stored; screen readers announce an empty one as empty. */
export function Cell({ value }: { value: string | number }) {
  return value === '' ? <span class="hidden">no value</span> : <>{String(value)}</>;
}
