import type { Choice } from './choice';
import type { Goal } from './goal';
import { compare } from './line';
import { measureAll } from './run';
import { inTurns } from './turns';

const choice: Choice = { names: [], transports: ['in-process', 'kafka'], rounds: 3, isQuick: true };
const servers = { brokers: () => Promise.resolve('127.0.0.1:1') };

/** Counts its rounds and measures their time, as a real goal does. */
const tiny = (more: Partial<Goal>): Goal => ({
  name: 'tiny',
  covers: ['P0'],
  title: 'a tiny goal',
  measure: async ({ transport, brokers, rounds, seconds }) => {
    let count = 0;
    const { ours, raw } = await inTurns(rounds, {
      ours: () => Promise.resolve({ count: ++count }),
      raw: () => Promise.resolve({ count: 1 }),
    });
    const what = `${transport} ${brokers} ${seconds(10)} s`;
    return [compare('P0', what, { ours: ours.count, raw: raw.count, unit: 'rounds', target: { atMost: 2 } })];
  },
  ...more,
});

describe('a run of the benchmark', () => {
  it('measures a goal over each transport, and one without transports once', async () => {
    const goals = [tiny({ transports: ['in-process', 'kafka'] }), tiny({})];

    const { results } = await measureAll(goals, choice, servers, () => undefined);

    expect(results.map(({ transport, lines }) => [transport, ...lines.map(({ what }) => what)])).toEqual([
      [undefined, 'in-process  2 s'],
      ['in-process', 'in-process  2 s'],
      ['kafka', 'kafka 127.0.0.1:1 2 s'],
    ]);
    expect(results[0]!.lines[0]).toMatchObject({ ours: '2 rounds', ratio: 2, isMet: true });
  });

  it('says what it is at, for whoever waits', async () => {
    const said: string[] = [];

    await measureAll([tiny({ transports: ['kafka'] })], choice, servers, (text) => said.push(text));

    expect(said).toEqual(['a tiny goal, over kafka']);
  });

  it('loses nothing of what was measured when one goal cannot be, and says why', async () => {
    const missing = tiny({ title: 'P10', measure: () => Promise.reject(new Error('there is no corpus')) });

    const { results, unmeasured } = await measureAll([tiny({}), missing], choice, servers, () => undefined);

    expect(results[0]!.lines).toHaveLength(1);
    expect(unmeasured).toEqual(['P10: there is no corpus']);
  });

  it('starts no broker where none is asked for', async () => {
    const none = { brokers: () => Promise.reject(new Error('started a broker')) };

    expect((await measureAll([tiny({})], choice, none, () => undefined)).results).toHaveLength(1);
  });
});
