import type { Goal } from '../goal';
import { compare, type Target } from '../line';
import { Load } from '../load/phase';
import { inTurns } from '../turns';
import { GivenPath, type GivenFigures } from './given-path';
import { startThinPath } from './thin-path';

/** Runs of the given path take most of a minute. */
const MOST_ROUNDS = 3;
/** Two runs of the same program differ by a tenth on a shared machine. */
const NOT_SLOWER = { atMost: 1.1 };
const NOT_LESS = { atLeast: 0.9 };

/** Whether our own baseline is a baseline: not slower than the thin path that `--yardstick` names. */
export const yardstick: Goal = {
  name: 'yardstick',
  covers: [],
  title: 'Our own thin path beside the given one',
  transports: ['kafka'],
  needsYardstick: true,
  async measure(context) {
    const { url } = await context.database();
    const given = await GivenPath.install(context.yardstick!, url, context.brokers);
    const thin = await startThinPath(context);
    const load = new Load(thin, `Y${Date.now().toString(36)}`);
    const own = async (): Promise<GivenFigures> => {
      await load.phase(100, 3);
      const few = await load.phase(30, 10);
      const many = await load.phase(500, 8);
      const most = await load.phase(undefined, 8);
      return { shownP50: few.shownP50, shownP99: few.shownP99, manyP99: many.shownP99, sustained: most.sustained };
    };
    try {
      const { ours, raw } = await inTurns(Math.min(context.rounds, MOST_ROUNDS), {
        raw: () => Promise.resolve(given.run()),
        ours: own,
      });
      const line = (what: string, name: keyof GivenFigures, unit: string, target: Target) =>
        compare('baseline', `thin path: ${what}`, {
          ours: ours[name],
          raw: raw[name],
          unit,
          target,
          note: 'raw: given',
        });
      return [
        line('POST → console at 30/s, p50', 'shownP50', 'ms', NOT_SLOWER),
        line('POST → console at 30/s, p99', 'shownP99', 'ms', 'shown'),
        line('POST → console at 500/s, p99', 'manyP99', 'ms', 'shown'),
        line('sustained', 'sustained', '/s', NOT_LESS),
      ];
    } finally {
      load.close();
      await thin.stop();
      await given.remove();
    }
  },
};
