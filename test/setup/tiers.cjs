/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 * @typedef {{
 *   counts: Record<string, Count>,
 *   minima: Record<string, { always: number, kafka?: number, redis?: number, browser?: number }>,
 *   selection: 'all' | 'tiers' | 'tests',
 *   kafka: { missing?: string, required: boolean },
 *   redis?: { missing?: string, required?: boolean },
 *   browser?: { missing?: string },
 * }} Run `minima.kafka` is what a tier has on top of `always` when a broker can be had, `minima.redis` when a Redis and
 * `minima.browser` when a browser can; `missing` says why not.
 */

/** The least number of tests that `tier` has to pass in this run. */
function minimumOf(tier, { minima, kafka, redis, browser }) {
  const { always = 0, kafka: onKafka = 0, redis: onRedis = 0, browser: inBrowser = 0 } = minima[tier] ?? {};
  return always + (kafka.missing ? 0 : onKafka) + (redis?.missing ? 0 : onRedis) + (browser?.missing ? 0 : inBrowser);
}

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
  if (run.kafka.missing && run.kafka.required && run.selection !== 'tests') {
    problems.push(`CI needs the Kafka tests: ${run.kafka.missing}.`);
  }
  if (run.redis?.missing && run.redis.required && run.selection !== 'tests') {
    problems.push(`CI needs the Redis tests: ${run.redis.missing}.`);
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
    ...(run.browser?.missing ? [`The browser tests were not run: ${run.browser.missing}.`] : []),
    ...(run.redis?.missing ? [`The Redis tests were not run: ${run.redis.missing}.`] : []),
    ...(run.kafka.missing ? [`The Kafka tests were not run: ${run.kafka.missing}.`] : []),
    `${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    '',
  ].join('\n');
}

/**
 * Minima raised to what a complete run has passed. What a tier passes beyond `always` is put down to Kafka where the
 * tier has such tests; a run without Kafka sets `always` itself. What needs a browser or a Redis is counted by
 * hand.
 * @param {Run} run
 */
function raised({ minima, counts, selection, kafka, redis, browser }) {
  if (selection !== 'all') return minima;
  return Object.fromEntries(
    Object.entries({ ...minima, ...counts }).map(([tier]) => {
      const { always = 0, kafka: onKafka, ...kept } = minima[tier] ?? {};
      const byHand = (redis?.missing ? 0 : (kept.redis ?? 0)) + (browser?.missing ? 0 : (kept.browser ?? 0));
      const passed = (counts[tier]?.passed ?? 0) - byHand;
      if (onKafka === undefined) return [tier, { always: Math.max(always, passed), ...kept }];
      if (kafka.missing) return [tier, { always: Math.max(always, passed), kafka: onKafka, ...kept }];
      return [tier, { always, kafka: Math.max(onKafka, passed - always), ...kept }];
    }),
  );
}

module.exports = { judge, raised, report };
