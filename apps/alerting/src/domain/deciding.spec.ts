import { mayDecide, whatIsNeeded } from './deciding';

const hold = (code: string) => ({ code, severity: 'hold' });

describe('ALRT-13: what a person has to say before a held message is released', () => {
  it.each([
    ['cap.status-missing', ['status']],
    ['cap.status-draft', ['status']],
    ['cap.msg-type-missing', ['msgType']],
    ['cap.area-unreadable', ['area']],
    ['cap.sent-in-future', ['sent']],
    ['cap.expires-long-before-sent', ['expires']],
    ['cap.followup-names-nothing', ['references']],
  ])('%s needs %j', (code, needs) => {
    expect(whatIsNeeded([hold(code)])).toEqual(needs);
  });

  it('a date that was confirmed is settled; a field that is still missing is not', () => {
    expect(whatIsNeeded([hold('cap.sent-in-future')], ['sent'])).toEqual([]);
    expect(whatIsNeeded([hold('cap.area-unreadable')], ['area'])).toEqual(['area']);
  });

  it('every other doubt is settled by the decision', () => {
    const doubts = ['alerting.foreign-reference', 'cap.namespace-missing', 'alerting.signature-required'];
    expect(whatIsNeeded(doubts.map(hold))).toEqual([]);
  });

  it('names each field once, in the order of CAP, and looks at nothing but what holds it', () => {
    const findings = ['cap.area-unreadable', 'cap.status-missing', 'cap.status-draft'].map(hold);
    expect(whatIsNeeded([...findings, { code: 'cap.sender-missing', severity: 'warning' }])).toEqual([
      'status',
      'area',
    ]);
  });
});

describe('ALRT-14: what can be decided', () => {
  it('held: both; a conflict: only to reject it; anything else: nothing', () => {
    expect([mayDecide('held', 'released'), mayDecide('held', 'rejected')]).toEqual([true, true]);
    expect([mayDecide('conflict', 'released'), mayDecide('conflict', 'rejected')]).toEqual([false, true]);
    for (const outcome of ['warning', 'ending', 'rejected', 'kept', undefined])
      expect([mayDecide(outcome, 'released'), mayDecide(outcome, 'rejected')]).toEqual([false, false]);
  });
});
