/** The owner of the sample's rows. The account is in `emulator-data/` and exists only in the local emulator. */
export const sampleAccount = { email: 'sample@segue.example', password: 'segue-sample', name: 'Segue' } as const;
