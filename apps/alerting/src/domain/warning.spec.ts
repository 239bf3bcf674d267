import fc from 'fast-check';
import { gravestColour, speaker } from './summary';
import { arrive, end, endedBy, expire, MAY_BECOME, mayReplace, type Warning, type WarningState } from './warning';

const NOW = new Date('2026-07-10T12:00:00Z');
const LATER = new Date('2026-07-10T18:00:00Z');
const STATES = Object.keys(MAY_BECOME) as WarningState[];
const warning = (state: WarningState, more: Partial<Warning> = {}): Warning => ({
  id: 'w',
  chainId: 'c',
  state,
  expiresAt: LATER,
  ...more,
});

describe('ALRT-04: nothing that has ended comes back into force', () => {
  it.each(STATES)('every step from %s is in the table', (state) => {
    const steps = [
      end(warning(state), 'superseded', NOW).next.state,
      end(warning(state), 'cancelled', NOW).next.state,
      expire(warning(state), LATER).next.state,
    ];
    for (const reached of steps) if (reached !== state) expect(MAY_BECOME[state]).toContain(reached);
  });

  it('any sequence of follow-ups and clock ticks ends a warning at most once', () => {
    const step = fc.constantFrom('superseded', 'cancelled', 'tick');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let current = arrive(undefined, { id: 'w', chainId: 'w', sentAt: NOW, expiresAt: LATER }, NOW).next;
        const seen: WarningState[] = [];
        for (const each of steps) {
          current = (each === 'tick' ? expire(current, LATER) : end(current, each as 'cancelled', NOW)).next;
          if (current.state !== 'in-force') seen.push(current.state);
        }
        expect(new Set(seen).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('an ending gives its fact once', () => {
    const first = end(warning('in-force'), 'cancelled', NOW);
    expect(first.happened).toEqual([{ type: 'cancelled', warningId: 'w', chainId: 'c' }]);
    expect(end(first.next, 'cancelled', NOW).happened).toEqual([]);
  });
});

describe('ALRT-05: what arrives too late never opens anything', () => {
  it('in time it is in force', () => {
    expect(arrive(undefined, { id: 'w', chainId: 'w', sentAt: NOW, expiresAt: LATER }, NOW)).toMatchObject({
      next: { state: 'in-force', id: 'w', chainId: 'w' },
      happened: [{ type: 'issued', inForce: true }],
    });
    expect(arrive(undefined, { id: 'w', chainId: 'w', sentAt: NOW }, NOW).next.state).toBe('in-force');
  });

  it('after its expires it has run out', () => {
    expect(arrive(undefined, { id: 'w', chainId: 'w', sentAt: NOW, expiresAt: NOW }, NOW)).toMatchObject({
      next: { state: 'expired' },
      happened: [{ type: 'issued', inForce: false }],
    });
  });

  it('after the Update or Cancel that ends it, it is ended, in the place that was kept for it', () => {
    const awaited = end(end(warning('awaited', { id: 'kept' }), 'cancelled', NOW).next, 'superseded', NOW).next;
    expect(awaited.endedBefore).toBe('cancelled');
    expect(arrive(awaited, { id: 'new', chainId: 'new', sentAt: NOW, expiresAt: LATER }, NOW)).toMatchObject({
      next: { id: 'kept', chainId: 'c', state: 'cancelled' },
      happened: [{ inForce: false }],
    });
  });
});

describe('ALRT-06: a warning in force runs out at its time', () => {
  it('not before, at it, and hours after', () => {
    expect(expire(warning('in-force'), NOW).happened).toEqual([]);
    expect(expire(warning('in-force'), LATER)).toMatchObject({
      next: { state: 'expired' },
      happened: [{ type: 'expired', warningId: 'w', chainId: 'c', expiredAt: LATER }],
    });
    expect(expire(warning('in-force'), new Date('2026-07-11T00:00:00Z')).next.state).toBe('expired');
  });

  it('one without an expires time never does', () => {
    expect(expire({ id: 'w', chainId: 'c', state: 'in-force' }, LATER).happened).toEqual([]);
  });
});

describe('ALRT-07: a follow-up ends what it names', () => {
  const first = warning('superseded', { id: 'first' });
  const latest = warning('in-force', { id: 'latest' });

  it("by CAP the named ones, in China's profile whatever of the chain is in force", () => {
    expect(endedBy([first], [first, latest], false)).toEqual([first]);
    expect(endedBy([first], [first, latest], true)).toEqual([first, latest]);
  });
});

describe('ALRT-11: messages that name each other in a circle', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 6, 10, hour));

  it('an Update replaces what was sent before it, never what was sent after it', () => {
    const update = warning('in-force', { sentAt: at(10) });
    expect(mayReplace(update, warning('in-force', { sentAt: at(9) }))).toBe(true);
    expect(mayReplace(update, warning('in-force', { sentAt: at(10) }))).toBe(true);
    expect(mayReplace(update, warning('in-force', { sentAt: at(11) }))).toBe(false);
    expect(mayReplace({ ...update, state: 'superseded' }, warning('in-force', { sentAt: at(10) }))).toBe(false);
  });

  it('what was replaced by an older message before it came is in force all the same', () => {
    const { sentAt: _, ...place } = warning('awaited');
    const awaited = end(place, 'superseded', at(10)).next;
    expect(arrive(awaited, { id: 'x', chainId: 'x', sentAt: at(11) }, NOW).next.state).toBe('in-force');
    expect(arrive(awaited, { id: 'x', chainId: 'x', sentAt: at(10) }, NOW).next.state).toBe('superseded');
  });

  it('in whatever order and at whatever times they come, one of a circle stays in force', () => {
    const hours = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(hours, fc.integer(), (sent, seed) => {
        const size = sent.length;
        const order = sent.map((_, index) => index).sort((a, b) => ((a * 31 + seed) % 7) - ((b * 31 + seed) % 7));
        const known = new Map<number, Warning>();
        for (const index of order) {
          const named = (index + 1) % size;
          const arrived = arrive(
            known.get(index),
            { id: `${index}`, chainId: 'c', sentAt: at(sent[index]!) },
            NOW,
          ).next;
          known.set(index, arrived);
          const other = known.get(named) ?? { id: `${named}`, chainId: 'c', state: 'awaited' };
          if (mayReplace(arrived, other)) known.set(named, end(other, 'superseded', at(sent[index]!)).next);
        }
        expect([...known.values()].filter(({ state }) => state === 'in-force').length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('ALRT-09: which info block speaks', () => {
  const info = (language: string, severity: 'Extreme' | 'Minor', colour?: 'red' | 'blue') => ({
    language,
    severity,
    ...(colour ? { colour } : {}),
  });

  it('the gravest, and of equals the Chinese', () => {
    expect(speaker([info('zh-CN', 'Minor'), info('en', 'Extreme')])?.language).toBe('en');
    expect(speaker([info('en', 'Extreme'), info('zh-CN', 'Extreme')])?.language).toBe('zh-CN');
    expect(speaker([])).toBeUndefined();
  });

  it('the gravest colour counts', () => {
    expect(gravestColour([info('zh', 'Minor', 'blue'), info('zh', 'Extreme', 'red')])).toBe('red');
    expect(gravestColour([info('en', 'Minor')])).toBeUndefined();
  });
});
