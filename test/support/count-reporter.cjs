/** Ends a run with the plain line `N passed, N failed` (and `, N skipped`), for programs in any language to count. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    const broken = results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    process.stdout.write(`\n${results.numPassedTests} passed, ${results.numFailedTests + broken} failed${tail}\n`);
  }
};
