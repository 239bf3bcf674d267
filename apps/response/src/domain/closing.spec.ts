import fc from 'fast-check';
import { DomainRefusal } from '@libs/kernel';
import { closingText, decide, mayPropose, type ClosingDecision, type ClosingProposal } from './closing';

const proposal = (change: Partial<ClosingProposal> = {}): ClosingProposal => ({
  id: 'p1',
  proposedBy: 'officer',
  contentHash: 'seen',
  state: 'open',
  ...change,
});
const decision = (change: Partial<ClosingDecision> = {}): ClosingDecision => ({
  by: { id: 'chief', roles: ['commander'] },
  approve: true,
  contentHash: 'seen',
  currentHash: 'seen',
  deciders: ['commander'],
  ...change,
});
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
};

describe('RESP-02: one proposal to close at a time', () => {
  it('is made where none awaits a decision, and refused where one does', () => {
    expect(codeOf(() => mayPropose(undefined))).toBe('ok');
    expect(codeOf(() => mayPropose(proposal()))).toBe('closing.already-proposed');
  });
});

describe('RESP-03: who proposes never decides', () => {
  it('neither approves nor declines it, whatever the roles', () => {
    const by = { id: 'officer', roles: ['commander', 'duty-officer'] };
    expect(codeOf(() => decide(proposal(), decision({ by })))).toBe('closing.same-person');
    expect(codeOf(() => decide(proposal(), decision({ by, approve: false })))).toBe('closing.same-person');
  });

  it('is decided by the roles of the rule data, and by no other', () => {
    const by = { id: 'leader', roles: ['duty-leader', 'administrator'] };
    expect(codeOf(() => decide(proposal(), decision({ by })))).toBe('closing.no-authority');
    expect(decide(proposal(), decision({ by, deciders: ['commander', 'duty-leader'] }))).toBe('approved');
  });

  it('is decided once', () => {
    for (const state of ['approved', 'declined'] as const)
      for (const approve of [true, false])
        expect(codeOf(() => decide(proposal({ state }), decision({ approve })))).toBe('closing.already-decided');
  });
});

describe('RESP-04: an approval binds to the content that was proposed', () => {
  it.each([
    ['what the decider saw', { contentHash: 'other' }],
    ['what it is now', { currentHash: 'other' }],
    ['both, in the same way', { contentHash: 'other', currentHash: 'other' }],
  ])('is refused when %s differs', (_, change) =>
    expect(codeOf(() => decide(proposal(), decision(change)))).toBe('closing.content-changed'),
  );

  it('counts when all are the same', () => expect(decide(proposal(), decision())).toBe('approved'));

  it('does not keep anybody from saying no to what has changed', () =>
    expect(decide(proposal(), decision({ approve: false, currentHash: 'other' }))).toBe('declined'));

  it('approves only for another person with authority, looking at what was proposed and still is', () => {
    const ids = fc.constantFrom('officer', 'chief');
    const hashes = fc.constantFrom('seen', 'other');
    const roles = fc.subarray(['commander', 'duty-leader', 'administrator']);
    fc.assert(
      fc.property(ids, roles, hashes, hashes, fc.boolean(), (id, held, contentHash, currentHash, approve) => {
        const outcome = codeOf(() => {
          expect(decide(proposal(), decision({ by: { id, roles: held }, contentHash, currentHash, approve }))).toBe(
            approve ? 'approved' : 'declined',
          );
        });
        const person = id === 'chief' && held.includes('commander');
        const content = !approve || (contentHash === 'seen' && currentHash === 'seen');
        expect(outcome === 'ok').toBe(person && content);
      }),
    );
  });

  it('the content is the same text in whatever order, and another one when anything of it changes', () => {
    const content = { emergencyId: 'e', divisionCodes: ['1', '2'], warningIds: ['a', 'b'], reason: 'over' };
    const text = closingText(content);
    expect(closingText({ ...content, divisionCodes: ['2', '1'], warningIds: ['b', 'a'] })).toBe(text);
    for (const change of [
      { emergencyId: 'f' },
      { divisionCodes: ['1'] },
      { divisionCodes: ['1', '2', 'a'], warningIds: ['b'] },
      { warningIds: ['a', 'b', 'c'] },
      { reason: 'over?' },
    ])
      expect(closingText({ ...content, ...change })).not.toBe(text);
  });
});
