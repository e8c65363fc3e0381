/** The makes of emulator whose deviations are known. */
export type EmulatorKind = 'ours' | 'google';

/**
 * Where an emulator is known to do otherwise than the documentation: names of scenarios with the reasons. They are
 * skipped by name when the suite is aimed at that emulator. Google's could not be run where this list was made: its
 * entries come from its issues, and running the suite against it will find more to add.
 */
export const deviations: Readonly<Record<EmulatorKind, Readonly<Record<string, string>>>> = {
  ours: {},
  google: {
    'an administrator who overrides the auth variable is judged as that person':
      'the override is not taken as in the service: https://github.com/firebase/firebase-tools/issues/2554',
  },
};
