/** A number that promises bytes. */
export type PromisedNumber = 'codeVersion' | 'storedFormats.interactions' | 'storedFormats.profile';

/** What a number promises: the first digits of a SHA-256, by what it is of. */
export interface PromisedDigests {
  readonly number: number;
  readonly digests: Readonly<Record<string, string>>;
}

/** All promised bytes. */
export type Promises = Readonly<Record<PromisedNumber, PromisedDigests>>;

/**
 * The bytes that the numbers in `code-version.ts` stand for, on the table of `tools/promises`. Published versions are
 * computed again and compared (`segue verify`, the page), and stored texts are compared by their digests: other bytes
 * need another number. `npm run promises` writes this file, and refuses other digests under the same number.
 */
export const promisedBytes: Promises = {
  codeVersion: {
    number: 3,
    digests: {
      'fast logistic': 'a86a8a0a1c7352b6',
      'fast logistic, penalties': '99deaecaad96217b',
      'fast logistic, item features': '21e460702b828c1c',
      'fast logistic, weights': '54d0463c8ac3f598',
      'fast bpr': '69c77b70b9daad85',
      'fast bpr, penalties': '007929d519affa7c',
      'fast bpr, item features': '10f191af01f52fda',
      'fast bpr, weights': '6c1b7750e7b3b3f6',
      'fast warp': '1342cd316d64a91c',
      'fast warp, penalties': 'fc590abd4a4732da',
      'fast warp, item features': '8a6adf9e566e5b34',
      'fast warp, weights': '93e4b520cd9bfe87',
      'fast warp, early stopping': '5eaeb5f5b6aa9569',
      'fast warp-kos': '7c0618b658db4c78',
      'fast warp-kos, penalties': '2f18fab150135e41',
      'fast warp-kos, item features': '5a4d8fbb770e32b6',
      'fast warp-kos, k 2 of 7': 'bba3bebf9b380383',
      'fast warp-kos, k 6 of 6': 'b370a136ce2c6ae6',
      'fast warp-kos, k 15 of 9': 'f07f2aaa7502e233',
      'fast warp-kos, k 15 of 9, penalties': 'd27b5567c6ee5a8a',
      'exact logistic': 'd38f0b5ff547e0f9',
      'exact logistic, penalties': '5c27e29d1bbd96a6',
      'exact logistic, item features': 'df8ad8f1f50f41f0',
      'exact logistic, weights': 'c384ba6c5f191a72',
      'exact bpr': '1463ba9d62014e3e',
      'exact bpr, penalties': 'b584cb9890afe877',
      'exact bpr, item features': '83412373bed1c3e9',
      'exact bpr, weights': '3f4e97f529e20323',
      'exact warp': 'e2318c318a764b58',
      'exact warp, penalties': '74a0498ae9b1d035',
      'exact warp, item features': 'c88f6d497e3758b0',
      'exact warp, weights': '09aeb447536fc972',
      'exact warp, early stopping': '6b89b0c873b8337c',
      'exact warp-kos': '9c2f39ae4f402bde',
      'exact warp-kos, penalties': 'd03d828cbd67a975',
      'exact warp-kos, item features': '3824106117b1062f',
      'exact warp-kos, k 2 of 7': '184616b35215fea3',
      'exact warp-kos, k 6 of 6': 'd7ee9b284ee48016',
      'exact warp-kos, k 15 of 9': '23f2cfaeae51815d',
      'exact warp-kos, k 15 of 9, penalties': '70dabcc0d8c10d12',
      'reference logistic': 'd38f0b5ff547e0f9',
      'reference logistic, penalties': '5c27e29d1bbd96a6',
      'reference logistic, item features': 'df8ad8f1f50f41f0',
      'reference logistic, weights': 'c384ba6c5f191a72',
      'reference bpr': '1463ba9d62014e3e',
      'reference bpr, penalties': 'b584cb9890afe877',
      'reference bpr, item features': '83412373bed1c3e9',
      'reference bpr, weights': '3f4e97f529e20323',
      'reference warp': 'e2318c318a764b58',
      'reference warp, penalties': '74a0498ae9b1d035',
      'reference warp, item features': 'c88f6d497e3758b0',
      'reference warp, weights': '09aeb447536fc972',
      'reference warp, early stopping': '6b89b0c873b8337c',
      'reference warp-kos': '9c2f39ae4f402bde',
      'reference warp-kos, penalties': 'd03d828cbd67a975',
      'reference warp-kos, item features': '3824106117b1062f',
      'reference warp-kos, k 2 of 7': '184616b35215fea3',
      'reference warp-kos, k 6 of 6': 'd7ee9b284ee48016',
      'reference warp-kos, k 15 of 9': '23f2cfaeae51815d',
      'reference warp-kos, k 15 of 9, penalties': '70dabcc0d8c10d12',
      'names, tags': 'a845963477ff1cd3',
      'regression, tags': 'f4bee12e1bbd26fb',
      'ials, tags': '2fa3890a8561fad0',
      'the version digest': '61998bfb52a66160',
    },
  },
  'storedFormats.interactions': {
    number: 4,
    digests: {
      'plain interactions': '346364e0cec9d36a',
      'interactions with ratings': '425be90738e04a8a',
      'interactions with item features': 'c16ec08ea18105ad',
      'interactions with lists of users': '172cdd1943493db9',
      'interactions with tags': 'e72e626a95935bcf',
      'the basis of interactions': 'ce10398e989f',
      'the basis of interactions with item features': '455cdc68388e',
      'the basis of interactions with tags': '9cae7f7844e7',
      'the basis of interactions with lists of users': '60f95597f430',
    },
  },
  'storedFormats.profile': {
    number: 2,
    digests: {
      'the profile of all rows': '645ea7e225f6ffa1',
      'the profile of a block': '8168d84d39b18889',
      'the basis of a profile': 'f505c608abf1',
      'the kinds of columns, as stored': 'f0518cf8c8b36619',
    },
  },
};
