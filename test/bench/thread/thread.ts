import type { BenchContext, Goal } from '../goal';
import { compare, limit, type Line } from '../line';
import { Load } from '../load/phase';
import { startThinPath } from '../thin-path/thin-path';
import { inTurns } from '../turns';
import { RawCommit } from './commit';
import { startProduct } from './product';

/** The design peak of the US federal gateway, alerts a second, and how much more is wanted. */
const PEAK = 30;
const TIMES_PEAK = 20;

/** From the post of a CAP alert until a console shows it, beside the least that this can cost. */
export const thread: Goal = {
  name: 'thread',
  covers: ['P1', 'P2', 'P3', 'P4'],
  title: 'P1–P4: from the post of an alert to the console',
  transports: ['in-process', 'kafka'],
  async measure(context) {
    const thin = await startThinPath(context);
    const product = await startProduct(context);
    const commit = await RawCommit.open((await context.database()).url);
    const ours = new Load(product, `BO${Date.now().toString(36)}`);
    const raw = new Load(thin, `BR${Date.now().toString(36)}`);
    try {
      return await measureInTurns(context, ours, raw, commit);
    } finally {
      ours.close();
      raw.close();
      await Promise.all([commit.close(), product.stop(), thin.stop()]);
    }
  },
};

async function measureInTurns(
  { rounds, seconds, say }: BenchContext,
  ours: Load,
  raw: Load,
  commit: RawCommit,
): Promise<Line[]> {
  say('  warm-up');
  for (const load of [ours, raw]) {
    await load.phase(100, seconds(4));
    await load.phase(undefined, seconds(4));
  }
  say(`  ${PEAK}/s`);
  const atPeak = await inTurns(rounds, {
    commit: async () => {
      const { p50, p99 } = await commit.phase(PEAK, seconds(8));
      return { acknowledgedP50: p50, acknowledgedP99: p99, shownP50: NaN, shownP99: NaN };
    },
    ours: () => ours.phase(PEAK, seconds(10)),
    raw: () => raw.phase(PEAK, seconds(10)),
  });
  say('  500/s');
  const atMany = await inTurns(rounds, {
    ours: () => ours.phase(500, seconds(6)),
    raw: () => raw.phase(500, seconds(6)),
  });
  say('  full speed, 32 clients');
  const atMost = await inTurns(rounds, {
    ours: () => ours.phase(undefined, seconds(6)),
    raw: () => raw.phase(undefined, seconds(6)),
  });
  return lines(atPeak, atMany, atMost, ours.missing);
}

type Sides<Side extends string> = Record<Side, Record<string, number>>;

function lines(
  peak: Sides<'ours' | 'raw' | 'commit'>,
  many: Sides<'ours' | 'raw'>,
  most: Sides<'ours' | 'raw'>,
  missing: number,
): Line[] {
  const ms = (goal: string, what: string, ours: number, raw: number, atMost: number, note?: string): Line =>
    compare(goal, what, { ours, raw, unit: 'ms', target: { atMost }, ...(note ? { note } : {}) });
  const shown = (what: string, ours: number, raw: number, goal = 'P2'): Line =>
    compare(goal, what, { ours, raw, unit: 'ms', target: 'shown' });
  return [
    ms(
      'P1',
      `POST → 202 at ${PEAK}/s, p50`,
      peak.ours.acknowledgedP50!,
      peak.commit.acknowledgedP50!,
      10,
      'raw: a commit',
    ),
    ms(
      'P1',
      `POST → 202 at ${PEAK}/s, p99`,
      peak.ours.acknowledgedP99!,
      peak.commit.acknowledgedP99!,
      5,
      'raw: a commit',
    ),
    shown(`POST → console at ${PEAK}/s, p50`, peak.ours.shownP50!, peak.raw.shownP50!),
    ms('P2', `POST → console at ${PEAK}/s, p99`, peak.ours.shownP99!, peak.raw.shownP99!, 1.5, 'raw: thin path'),
    shown('POST → console at 500/s, p50', many.ours.shownP50!, many.raw.shownP50!, 'P3'),
    ms('P3', 'POST → console at 500/s, p99', many.ours.shownP99!, many.raw.shownP99!, 1.5, 'raw: thin path'),
    limit('P3', 'missing on the console, of all that was posted', {
      ours: missing,
      limit: 0,
      unit: 'alerts',
      isMost: true,
    }),
    compare('P4', 'sustained, shown and consumed by response', {
      ours: most.ours.sustained!,
      raw: most.raw.sustained!,
      unit: '/s',
      target: { atLeast: 0.6 },
      note: 'raw: thin path',
    }),
    limit('P4', `sustained, in peaks of ${PEAK}/s`, {
      ours: most.ours.sustained!,
      limit: TIMES_PEAK * PEAK,
      unit: '/s',
      isMost: false,
    }),
  ];
}
