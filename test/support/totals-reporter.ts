/** Ends the run with the one line that continuous integration reads: `Tests: N passed, N failed`. */
export default class TotalsReporter {
  onRunComplete(
    _contexts: unknown,
    results: { numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number },
  ): void {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    // Jest's own summary comes after the reporters; this line has to be the last.
    process.once('exit', () => {
      process.stdout.write(`\nTests: ${results.numPassedTests} passed, ${failed} failed\n`);
    });
  }
}
