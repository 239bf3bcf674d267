const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { missing } = require('./programs.cjs');
const { judge, raised, report } = require('./tiers.cjs');

const MINIMA = join(__dirname, '../minima.json');

/**
 * Counts the tests of each tier against the committed minima of `test/minima.json`, so that a pattern that suddenly
 * matches nothing is seen, and ends the output of every run with `N passed, N failed`.
 */
module.exports = class TierReporter {
  #globalConfig;
  #counts = {};
  #problems = [];

  constructor(globalConfig) {
    this.#globalConfig = globalConfig;
  }

  onTestResult(test, result) {
    const tier = test.context.config.displayName?.name ?? 'none';
    const count = (this.#counts[tier] ??= { passed: 0, failed: 0, skipped: 0 });
    count.passed += result.numPassingTests;
    // A file that cannot even be loaded has no tests to count, and is a failure all the same.
    count.failed += result.numFailingTests + (result.testExecError && result.numFailingTests === 0 ? 1 : 0);
    count.skipped += result.numPendingTests + result.numTodoTests;
  }

  onRunComplete() {
    const run = {
      counts: this.#counts,
      minima: JSON.parse(readFileSync(MINIMA, 'utf8')),
      selection: selectionOf(this.#globalConfig, process.argv.slice(2)),
      missing: missing(),
      required: isTrue(process.env.CI),
    };
    this.#problems = judge(run);
    if (isTrue(process.env.UPDATE_MINIMA)) writeFileSync(MINIMA, `${JSON.stringify(raised(run), null, 2)}\n`);
    // At exit, because jest's own summary and the global teardown come after the reporters.
    process.once('exit', () => process.stdout.write(report(run, this.#problems)));
  }

  getLastError() {
    return this.#problems.length > 0 ? new Error(this.#problems.join('\n')) : undefined;
  }
};

/** What this run was asked for: everything, some tiers, or some tests. */
function selectionOf(config, argv) {
  const someTests =
    config.testPathPatterns?.isSet() ||
    config.testNamePattern ||
    config.onlyChanged ||
    config.onlyFailures ||
    config.findRelatedTests ||
    config.runTestsByPath ||
    config.shard ||
    config.bail;
  if (someTests) return 'tests';
  return argv.some((word) => /^--(select|ignore)-?projects\b/i.test(word)) ? 'tiers' : 'all';
}

function isTrue(value) {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
