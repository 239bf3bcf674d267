import fc from 'fast-check';
import { gravestColour, speaker } from './summary';
import { arrive, end, endedBy, expire, MAY_BECOME, type Warning, type WarningState } from './warning';

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
      end(warning(state), 'superseded').next.state,
      end(warning(state), 'cancelled').next.state,
      expire(warning(state), LATER).next.state,
    ];
    for (const reached of steps) if (reached !== state) expect(MAY_BECOME[state]).toContain(reached);
  });

  it('any sequence of follow-ups and clock ticks ends a warning at most once', () => {
    const step = fc.constantFrom('superseded', 'cancelled', 'tick');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let current = arrive(undefined, { id: 'w', chainId: 'w', expiresAt: LATER }, NOW).next;
        const seen: WarningState[] = [];
        for (const each of steps) {
          current = (each === 'tick' ? expire(current, LATER) : end(current, each as 'cancelled')).next;
          if (current.state !== 'in-force') seen.push(current.state);
        }
        expect(new Set(seen).size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('an ending gives its fact once', () => {
    const first = end(warning('in-force'), 'cancelled');
    expect(first.happened).toEqual([{ type: 'cancelled', warningId: 'w', chainId: 'c' }]);
    expect(end(first.next, 'cancelled').happened).toEqual([]);
  });
});

describe('ALRT-05: what arrives too late never opens anything', () => {
  it('in time it is in force', () => {
    expect(arrive(undefined, { id: 'w', chainId: 'w', expiresAt: LATER }, NOW)).toMatchObject({
      next: { state: 'in-force', id: 'w', chainId: 'w' },
      happened: [{ type: 'issued', inForce: true }],
    });
    expect(arrive(undefined, { id: 'w', chainId: 'w' }, NOW).next.state).toBe('in-force');
  });

  it('after its expires it has run out', () => {
    expect(arrive(undefined, { id: 'w', chainId: 'w', expiresAt: NOW }, NOW)).toMatchObject({
      next: { state: 'expired' },
      happened: [{ type: 'issued', inForce: false }],
    });
  });

  it('after the Update or Cancel that ends it, it is ended, in the place that was kept for it', () => {
    const awaited = end(end(warning('awaited', { id: 'kept' }), 'cancelled').next, 'superseded').next;
    expect(awaited.endedBefore).toBe('cancelled');
    expect(arrive(awaited, { id: 'new', chainId: 'new', expiresAt: LATER }, NOW)).toMatchObject({
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
