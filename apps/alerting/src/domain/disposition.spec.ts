import { disposeOf, modeOf, type Received } from './disposition';
import { identityOf, referredIdentity } from './identity';

const message = (more: Partial<Received> = {}): Received => ({
  sender: 'Qingcheng_Meteorological_Observatory',
  identifier: '62102141600000_20260710183000',
  status: 'Actual',
  msgType: 'Alert',
  references: [],
  ...more,
});

describe('ALRT-01: the status of a CAP message decides its mode', () => {
  it.each([
    ['Actual', 'actual'],
    ['Exercise', 'exercise'],
    ['Test', 'test'],
    ['System', 'test'],
    ['Draft', 'test'],
    [undefined, 'actual'],
  ] as const)('%s is %s', (status, mode) => expect(modeOf(status)).toBe(mode));
});

describe('ALRT-02: what becomes a warning', () => {
  it.each(['Alert', 'Update'] as const)('an accepted %s does', (msgType) => {
    expect(disposeOf('accepted-with-warnings', message({ msgType }))).toEqual({ kind: 'issue' });
  });

  it('an accepted Cancel ends one', () => {
    expect(disposeOf('accepted', message({ msgType: 'Cancel' }))).toEqual({ kind: 'end' });
  });

  it.each(['Ack', 'Error'] as const)('%s is kept and goes nowhere', (msgType) => {
    expect(disposeOf('accepted', message({ msgType }))).toEqual({ kind: 'set-aside', outcome: 'kept' });
  });

  it('System is kept and goes nowhere, whatever its type', () => {
    expect(disposeOf('accepted', message({ status: 'System' }))).toEqual({ kind: 'set-aside', outcome: 'kept' });
  });

  it('what is held or rejected is set aside', () => {
    expect(disposeOf('held', message())).toEqual({ kind: 'set-aside', outcome: 'held' });
    expect(disposeOf('rejected', undefined)).toEqual({ kind: 'set-aside', outcome: 'rejected' });
  });
});

describe('ALRT-03: an office updates and cancels only warnings of its own', () => {
  it.each(['Update', 'Cancel'] as const)('an %s that names another office waits for a person', (msgType) => {
    const foreign = message({ msgType, references: [{ sender: 'Other_Office', identifier: '1' }] });
    expect(disposeOf('accepted', foreign)).toMatchObject({ outcome: 'held', because: 'alerting.foreign-reference' });
  });

  it('a reference without a sender means its own office', () => {
    expect(disposeOf('accepted', message({ msgType: 'Cancel', references: [{ identifier: '1' }] }))).toEqual({
      kind: 'end',
    });
  });
});

describe('ALRT-08: identity', () => {
  it('is sender and identifier', () => {
    expect(identityOf({ profile: 'cap-1.2', sender: 'a', identifier: '1' })).toEqual({
      senderKey: 'a',
      identifier: '1',
    });
    expect(referredIdentity({ profile: 'cap-1.2', sender: 'a' }, { identifier: '0' })).toEqual({
      senderKey: 'a',
      identifier: '0',
    });
  });

  it("in China's profile is the identifier alone, because references name nothing else", () => {
    expect(referredIdentity({ profile: 'cn', sender: '华池县水务局' }, { identifier: '0' })).toEqual({
      senderKey: '',
      identifier: '0',
    });
  });
});
