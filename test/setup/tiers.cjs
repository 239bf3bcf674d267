/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {{
 *   counts: Record<string, Count>,
 *   minima: Record<string, { always: number } & Record<string, number>>,
 *   selection: 'all' | 'tiers' | 'tests',
 *   missing: Record<string, string>,
 *   required: boolean,
 * }} Run A minimum is what a tier has `always`, and on top of it by the program that tests need (`programs.cjs`);
 * `missing` says which of these this machine lacks and why, `required` that it may lack none.
 */

/** The least number of tests that `tier` has to pass in this run. */
function minimumOf(tier, { minima, missing }) {
  return sum(Object.entries(minima[tier] ?? {}).filter(([program]) => !missing[program]));
}

const sum = (counts) => counts.reduce((total, [, count]) => total + count, 0);

/**
 * What is wrong with a run although no test failed; one sentence each.
 * @param {Run} run
 */
function judge(run) {
  const problems = [];
  const tiers = new Set([...Object.keys(run.minima), ...Object.keys(run.counts)]);
  for (const tier of run.selection === 'all' ? tiers : []) {
    const { passed } = run.counts[tier] ?? { passed: 0 };
    const minimum = minimumOf(tier, run);
    if (!(tier in run.minima)) problems.push(`Tier ${tier} has no minimum in test/minima.json.`);
    if (passed < minimum) problems.push(`Tier ${tier} passed ${passed} tests, its minimum is ${minimum}.`);
  }
  for (const [tier, { skipped }] of Object.entries(run.selection === 'tests' ? {} : run.counts)) {
    if (skipped > 0) problems.push(`Tier ${tier} skips ${skipped} tests; a test runs or is deleted.`);
  }
  for (const [program, reason] of run.required && run.selection !== 'tests' ? Object.entries(run.missing) : []) {
    problems.push(`CI needs the tests with ${program}: ${reason}.`);
  }
  return problems;
}

/**
 * The table of tiers, what is wrong, and the totals as the last line.
 * @param {Run} run
 * @param {string[]} problems
 */
function report(run, problems) {
  const cells = (...values) => values.map((value, i) => (i ? `${value}`.padStart(9) : value.padEnd(13))).join('');
  const tiers = run.selection === 'all' ? { ...run.minima, ...run.counts } : run.counts;
  const rows = Object.keys(tiers).map((tier) => {
    const { passed, failed, skipped } = run.counts[tier] ?? { passed: 0, failed: 0, skipped: 0 };
    return cells(tier, passed, failed, skipped, minimumOf(tier, run));
  });
  const total = (kind) => Object.values(run.counts).reduce((sum, count) => sum + count[kind], 0);
  const skipped = total('skipped');
  return [
    '',
    cells('tier', 'passed', 'failed', 'skipped', 'minimum'),
    ...rows,
    ...problems,
    ...Object.entries(run.missing).map(([program, reason]) => `The tests with ${program} were not run: ${reason}.`),
    `${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    '',
  ].join('\n');
}

/**
 * Minima raised to what a complete run has passed. What a tier passes beyond its minimum is put down to Kafka where the
 * tier has such tests and a broker was there, otherwise to `always`; what needs another program is counted by hand.
 * @param {Run} run
 */
function raised(run) {
  if (run.selection !== 'all') return run.minima;
  return Object.fromEntries(
    Object.entries({ ...run.minima, ...run.counts }).map(([tier]) => {
      const minimum = { always: 0, ...run.minima[tier] };
      const more = Math.max(0, (run.counts[tier]?.passed ?? 0) - minimumOf(tier, run));
      const raisedPart = minimum.kafka !== undefined && !run.missing.kafka ? 'kafka' : 'always';
      return [tier, { ...minimum, [raisedPart]: minimum[raisedPart] + more }];
    }),
  );
}

module.exports = { judge, raised, report };
