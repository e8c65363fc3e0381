/** The owner of the sample's rows. The account lies in `emulator-data/` and exists in the local emulator only. */
export const sampleAccount = { email: 'sample@segue.example', password: 'segue-sample', name: 'Segue' } as const;
