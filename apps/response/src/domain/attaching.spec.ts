import { DomainRefusal } from '@libs/kernel';
import { requireAttachable, requireOpen, requireSameMode } from './attaching';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
};
const open = { mode: 'actual', state: 'open' } as const;
const warning = { mode: 'actual' } as const;

describe('RESP-05: a closed or cancelled emergency does not change any more', () => {
  it('and an open one does', () => {
    expect(codeOf(() => requireOpen({ state: 'closed' }))).toBe('emergency.closed');
    expect(codeOf(() => requireOpen({ state: 'cancelled' }))).toBe('emergency.cancelled');
    expect(codeOf(() => requireOpen({ state: 'open' }))).toBe('ok');
    expect(codeOf(() => requireAttachable({ ...open, state: 'closed' }, warning, undefined))).toBe('emergency.closed');
  });
});

describe('RESP-06: a warning belongs to one emergency at a time, of its own mode', () => {
  it('may be attached when it belongs to none', () =>
    expect(codeOf(() => requireAttachable(open, warning, undefined))).toBe('ok'));

  it('is refused when it is not known', () =>
    expect(codeOf(() => requireAttachable(open, undefined, undefined))).toBe('warning.not-found'));

  it('is refused when it belongs to one already, this one included', () =>
    expect(codeOf(() => requireAttachable(open, warning, 'e1'))).toBe('warning.already-attached'));

  it.each([
    ['exercise', 'actual'],
    ['actual', 'exercise'],
    ['test', 'actual'],
    ['exercise', 'test'],
  ] as const)('a warning of mode %s never enters an emergency of mode %s', (its, mine) =>
    expect(codeOf(() => requireAttachable({ ...open, mode: mine }, { mode: its }, undefined))).toBe(
      'warning.other-mode',
    ),
  );
});

describe('RESP-17: what happens in one mode is never counted in another', () => {
  it('an exercise does not enter what is real, nor the other way round', () => {
    expect(codeOf(() => requireSameMode({ mode: 'actual' }, 'actual'))).toBe('ok');
    expect(codeOf(() => requireSameMode({ mode: 'actual' }, 'exercise'))).toBe('emergency.other-mode');
    expect(codeOf(() => requireSameMode({ mode: 'exercise' }, 'actual'))).toBe('emergency.other-mode');
  });
});
