/** What a request asks for if it does not say: the endpoints, the page and the command line agree on it. */
export const defaults = {
  /** Recommendations in one answer. */
  recommendations: 10,
  /** Whether items that the user is already connected with are in the answer. */
  known: 'exclude',
  /** Rows in one reply of `GET …/rows`. */
  rows: 10,
} as const;
