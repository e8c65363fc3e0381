/** Error codes as the websocket protocol spells them. */
export type FailureCode =
  | 'permission_denied'
  | 'datastale'
  | 'invalid_data'
  | 'invalid_token'
  | 'expired_token'
  | 'invalid_parameters'
  | 'too_big'
  | 'no_index'
  | 'timed_out'
  | 'too_many_triggers'
  | 'trigger_payload_too_large'
  | 'unavailable'
  | 'not_found';

const STATUS: Record<FailureCode, number> = {
  permission_denied: 401,
  datastale: 412,
  invalid_data: 400,
  invalid_token: 401,
  expired_token: 401,
  invalid_parameters: 400,
  too_big: 400,
  no_index: 400,
  timed_out: 400,
  too_many_triggers: 400,
  trigger_payload_too_large: 400,
  unavailable: 503,
  not_found: 404,
};

/** A refused request: both protocols turn it into a reply. Any other error is a bug of the emulator. */
export class RequestFailure extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'Failure';
  }

  /** The HTTP status of the REST reply. */
  get status(): number {
    return STATUS[this.code];
  }
}

/** A read or write refused by rules, in the service's words. */
export function permissionDenied(): RequestFailure {
  return new RequestFailure('permission_denied', 'Permission denied');
}

/** Data that cannot be stored, in the service's words. */
export function invalidData(reason: string): RequestFailure {
  return new RequestFailure('invalid_data', `Invalid data; ${reason}`);
}
