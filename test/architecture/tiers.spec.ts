interface Run {
  counts: Record<string, { passed: number; failed: number; skipped: number }>;
  minima: Record<string, Record<string, number>>;
  selection: 'all' | 'tiers' | 'tests';
  missing: Record<string, string>;
  required: boolean;
}
const { judge, raised, report } = jest.requireActual<{
  judge(run: Run): string[];
  raised(run: Run): Run['minima'];
  report(run: Run, problems: string[]): string;
}>('../setup/tiers.cjs');

const run = (more: Partial<Run> = {}): Run => ({
  counts: { unit: { passed: 7, failed: 0, skipped: 0 }, delivery: { passed: 5, failed: 0, skipped: 0 } },
  minima: { unit: { always: 7 }, delivery: { always: 2, kafka: 3 } },
  selection: 'all',
  missing: {},
  required: false,
  ...more,
});

describe('the counts of a test run', () => {
  it('are accepted when every tier reaches its minimum', () => {
    expect(judge(run())).toEqual([]);
  });

  it('fail the run when a tier passes fewer tests than its minimum, or none at all', () => {
    const counts = { unit: { passed: 6, failed: 0, skipped: 0 } };

    expect(judge(run({ counts }))).toEqual([
      'Tier unit passed 6 tests, its minimum is 7.',
      'Tier delivery passed 0 tests, its minimum is 5.',
    ]);
  });

  it('fail the run when a tier has no minimum', () => {
    const counts = { ...run().counts, faults: { passed: 1, failed: 0, skipped: 0 } };

    expect(judge(run({ counts }))).toEqual(['Tier faults has no minimum in test/minima.json.']);
  });

  it('fail the run when a test is skipped', () => {
    const counts = { ...run().counts, unit: { passed: 7, failed: 0, skipped: 1 } };

    expect(judge(run({ counts }))).toEqual(['Tier unit skips 1 tests; a test runs or is deleted.']);
  });

  it('are not compared when only some tests were asked for', () => {
    expect(judge(run({ counts: { unit: { passed: 1, failed: 0, skipped: 6 } }, selection: 'tests' }))).toEqual([]);
  });

  it('do not ask for the Kafka tests where no broker can be had, except in CI', () => {
    const counts = { ...run().counts, delivery: { passed: 2, failed: 0, skipped: 0 } };
    const missing = { kafka: 'there is no Java' };

    expect(judge(run({ counts, missing }))).toEqual([]);
    expect(judge(run({ counts, missing, required: true }))).toEqual([
      'CI needs the tests with kafka: there is no Java.',
    ]);
  });

  it('do not ask for the browser tests where there is no browser, and say so', () => {
    const minima = { unit: { always: 7 }, delivery: { always: 2, kafka: 3, browser: 4 } };
    const without = run({ minima, missing: { browser: 'there is no Chromium' } });

    expect(judge(run({ minima }))).toEqual(['Tier delivery passed 5 tests, its minimum is 9.']);
    expect(judge(without)).toEqual([]);
    expect(report(without, [])).toContain('The tests with browser were not run: there is no Chromium.');
    expect(raised(without)).toEqual(minima);
  });

  it('end with the totals, and before them with the plain word that Kafka was not tested', () => {
    const lines = report(run({ missing: { kafka: 'there is no Java' } }), [])
      .trimEnd()
      .split('\n');

    expect(lines.slice(-2)).toEqual(['The tests with kafka were not run: there is no Java.', '12 passed, 0 failed']);
  });

  it('name skipped tests in the last line', () => {
    const counts = { unit: { passed: 7, failed: 2, skipped: 1 } };

    expect(report(run({ counts }), []).trimEnd().split('\n').at(-1)).toBe('7 passed, 2 failed, 1 skipped');
  });

  it('raise the minima when they are asked to, and never lower them', () => {
    const counts = { unit: { passed: 9, failed: 0, skipped: 0 }, delivery: { passed: 8, failed: 0, skipped: 0 } };
    const missing = { kafka: 'there is no Java' };

    expect(raised(run({ counts }))).toEqual({ unit: { always: 9 }, delivery: { always: 2, kafka: 6 } });
    expect(raised(run({ counts, missing }))).toEqual({ unit: { always: 9 }, delivery: { always: 8, kafka: 3 } });
    expect(raised(run({ counts: {} }))).toEqual(run().minima);
    expect(raised(run({ counts, selection: 'tiers' }))).toEqual(run().minima);
  });
});
