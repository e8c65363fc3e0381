/** Reasons not to believe an evaluation, or not to use its model. */
export const alarmKinds = ['test-beats-train', 'canary-predicted', 'worse-than-popularity', 'no-ratings'] as const;

/** One of them, for people. */
export interface Alarm {
  readonly kind: (typeof alarmKinds)[number];
  readonly message: string;
}
