/** Where the functions emulator listens. */
export interface FunctionsAddress {
  readonly host: string;
  readonly port: number;
}
