import { judge } from '@libs/cap';
import { compare } from './comparison';

const NOW = new Date('2026-07-10T12:00:00Z');
const alert = (inner: string) =>
  judge(
    Buffer.from(
      `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>s</sender><sent>2026-07-10T10:00:00+08:00</sent>${inner}</alert>`,
    ),
    { now: NOW },
  );
const update = alert('<status>Test</status><msgType>Update</msgType><scope>Public</scope>');
const withoutStatus = alert('<msgType>Alert</msgType><scope>Public</scope>');

describe('our verdict beside the goal of a corpus', () => {
  it('agrees in classes: accepting with a warning is accepting', () => {
    const accepted = alert('<status>Test</status><msgType>Alert</msgType><scope>Public</scope>');
    expect(accepted.verdict).toBe('accepted-with-warnings');
    expect(compare('accept', accepted)).toEqual({ goal: 'accepted', ours: 'accepted', agreed: true });
    expect(compare('accept with warning', accepted).agreed).toBe(true);
  });

  it('argues a difference only by a rule that the goal breaks', () => {
    expect(compare('accept', update)).toMatchObject({ agreed: false, rule: expect.stringContaining('names nothing') });
    expect(compare('accept', withoutStatus)).toEqual({ goal: 'accepted', ours: 'held', agreed: false });
    expect(compare('reject', update)).toEqual({ goal: 'rejected', ours: 'held', agreed: false });
  });

  it('knows no other goals than those of the index', () => {
    expect(() => compare('perhaps', update)).toThrow('unknown goal: perhaps');
  });
});
