/** The message of any failure. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
