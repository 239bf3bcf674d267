import { INVARIANTS } from './invariants/evidence';
import { longestWait, median } from './recovery';
import { failuresOf, linesOf, type Outcome } from './report';
import { killsByTarget, scheduleOf } from './schedule';

const good: Outcome = {
  seed: 7,
  kills: killsByTarget(scheduleOf(14, 7)),
  restarts: [{ name: 'dispatch 1', endedAfterMs: 900, backAfterMs: 3_900 }],
  acknowledged: 100,
  longestMs: 4_200,
  repeated: new Map([['502', 3]]),
  refused: new Map(),
  errors: [],
  duplicates: { onTheWire: 5, setBack: 2, rebalances: 1 },
  verdicts: INVARIANTS.map((invariant) => ({ invariant, looked: { 'zh-CN': '看过', en: 'looked' }, violations: [] })),
  recoveries: [{ name: { 'zh-CN': '服务', en: 'service' }, targetMs: 3_000, times: [1_000, 2_000, 4_000] }],
  notAtRest: [],
};

describe('the report of a run', () => {
  it('says in both languages what was killed, promised, lost and doubled, and names every invariant', () => {
    const text = linesOf(good).join('\n');

    expect(text).toContain('seed 7');
    expect(text).toContain('acknowledged 100 · 丢失 lost 0 · 收到重复 duplicates received 7');
    expect(text).toContain('max 0.9 s，目标 target ≤ 10.0 s；恢复 back: 中位 median 3.9 s');
    expect(text).toContain('tried until it was acknowledged: 4.2 s');
    for (const invariant of INVARIANTS) expect(text).toContain(`${invariant} 成立 holds`);
    expect(text).toContain('median 2.0 s，最长 max 4.0 s，目标 target ≤ 3.0 s (2/3)');
    expect(failuresOf(good)).toEqual([]);
  });

  it('fails by any violation, without duplicates or work, by an error of a retrying client, by a slow end, and by unrest', () => {
    const broken = good.verdicts.map((one) => (one.invariant === 'I8' ? { ...one, violations: ['a', 'b'] } : one));

    expect(failuresOf({ ...good, verdicts: broken })).toEqual(['I8: 2 处违反 violations']);
    expect(failuresOf({ ...good, duplicates: { onTheWire: 0, setBack: 9, rebalances: 1 } })).toHaveLength(1);
    expect(failuresOf({ ...good, acknowledged: 0 })).toHaveLength(1);
    expect(failuresOf({ ...good, errors: ['500'] })).toHaveLength(1);
    expect(
      failuresOf({ ...good, restarts: [{ name: 'dispatch 1', endedAfterMs: 11_000, backAfterMs: 14_000 }] }),
    ).toHaveLength(1);
    expect(failuresOf({ ...good, notAtRest: ['picture is behind'] })).toHaveLength(1);
  });
});

it('the median of recovery times is the middle one', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([])).toBe(0);
});

it('after a kill with a survivor counts what has waited longest of what was due then', () => {
  const done = [
    { dueAt: 900, at: 950 },
    { dueAt: 990, at: 1_400 },
    { dueAt: 2_000, at: 2_700 },
    { dueAt: 60_000, at: 99_000 },
  ];

  expect(longestWait(done, 1_000)).toEqual([700]);
  expect(longestWait([], 1_000)).toEqual([]);
});
