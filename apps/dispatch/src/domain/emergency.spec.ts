import { codeOf } from '../../../../test/dispatch/code-of';
import { requireUnderWay } from './emergency';

describe('DISP-01: in an emergency that is over nothing begins', () => {
  it('and in an open one it does', () => {
    expect(codeOf(() => requireUnderWay({ state: 'open' }))).toBe('ok');
    expect(codeOf(() => requireUnderWay({ state: 'closed' }))).toBe('emergency.closed');
    expect(codeOf(() => requireUnderWay({ state: 'cancelled' }))).toBe('emergency.closed');
  });
});
