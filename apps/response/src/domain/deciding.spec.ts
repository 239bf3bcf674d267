import fc from 'fast-check';
import { DomainRefusal } from '@libs/kernel';
import { planWith, relocatedPersons } from '../../../../test/response/plans';
import {
  change,
  decideLevel,
  end,
  endedByCancelling,
  endorse,
  proposalText,
  requireActive,
  requireNoLevel,
  type DecidedProposal,
  type LevelDecision,
} from './deciding';

const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainRefusal) return error.code;
    throw error;
  }
};
const proposal = (changed: Partial<DecidedProposal> = {}): DecidedProposal => ({
  level: 'II',
  state: 'endorsed',
  contentHash: 'seen',
  endorsedBy: 'officer',
  ...changed,
});
const decision = (changed: Partial<LevelDecision> = {}): LevelDecision => ({
  by: { id: 'chief', roles: ['commander'] },
  approve: true,
  contentHash: 'seen',
  plan: planWith(),
  figures: relocatedPersons(2_330),
  active: undefined,
  ...changed,
});

describe('RESP-13: an endorsement', () => {
  const open = proposal({ state: 'open', endorsedBy: null });
  const word = { by: { id: 'officer', roles: ['duty-officer'] }, contentHash: 'seen', endorsers: ['duty-officer'] };

  it.each([
    ['ok', open, word],
    ['level.already-endorsed', proposal(), word],
    ['level.already-decided', proposal({ state: 'superseded' }), word],
    ['level.no-authority', open, { ...word, by: { id: 'chief', roles: ['commander'] } }],
    ['level.content-changed', open, { ...word, contentHash: 'other' }],
  ])('%s', (code, given, by) => expect(codeOf(() => endorse(given, by))).toBe(code));
});

describe('RESP-14: a level is decided', () => {
  it.each([
    ['level.already-decided', proposal({ state: 'superseded' }), {}],
    ['level.already-decided', proposal({ state: 'approved' }), { approve: false }],
    ['level.no-authority', proposal(), { by: { id: 'leader', roles: ['duty-leader'] } }],
    ['level.same-person', proposal({ endorsedBy: 'chief' }), {}],
    ['level.same-person', proposal({ endorsedBy: 'chief' }), { approve: false }],
    ['level.not-endorsed', proposal({ state: 'open', endorsedBy: null }), {}],
    ['level.content-changed', proposal(), { contentHash: 'other' }],
    ['level.not-higher', proposal(), { active: 'II' as const }],
    ['level.figures-fell', proposal(), { figures: relocatedPersons(1_999) }],
    ['ok', proposal(), { figures: relocatedPersons(5_000) }],
    ['ok', proposal(), { active: 'III' as const }],
    ['ok', proposal({ state: 'open', endorsedBy: null }), { approve: false }],
    ['ok', proposal(), { approve: false, contentHash: 'other', figures: relocatedPersons(0) }],
  ])('%s', (code, given, changed) => expect(codeOf(() => decideLevel(given, decision(changed)))).toBe(code));

  it('by the role that the plan names for the level, which is told', () => {
    const by = { id: 'leader', roles: ['duty-officer', 'duty-leader'] };
    expect(decideLevel(proposal({ level: 'IV' }), decision({ by }))).toBe('duty-leader');
    expect(decideLevel(proposal(), decision())).toBe('commander');
  });

  it('by nobody here where the plan names a body elsewhere', () => {
    const nobody = { ...planWith().authority.II!, decides: [] };
    expect(codeOf(() => decideLevel(proposal(), decision({ plan: planWith({ authority: { II: nobody } }) })))).toBe(
      'level.no-authority',
    );
  });

  it('never by the person who has endorsed it, whatever the rest', () => {
    const persons = fc.constantFrom('officer', 'chief');
    const roles = fc.subarray(['commander', 'duty-leader', 'duty-officer']);
    fc.assert(
      fc.property(persons, persons, roles, fc.boolean(), (endorsedBy, id, held, approve) => {
        const outcome = codeOf(() =>
          decideLevel(proposal({ endorsedBy }), decision({ by: { id, roles: held }, approve })),
        );
        expect(outcome === 'ok').toBe(id !== endorsedBy && held.includes('commander'));
      }),
    );
  });

  it('on a content whose text changes with anything of it', () => {
    const content = {
      emergencyId: 'e',
      plan: 'relief',
      planVersion: '1',
      rule: 'relocated-2',
      level: 'II' as const,
      divisionCode: '621000',
      draft: true,
      figures: [{ metric: 'm', unit: 'u', op: '>=' as const, value: 2_000, threshold: 2_000 }],
    };
    const texts = [
      {},
      { emergencyId: 'f' },
      { plan: 'other' },
      { planVersion: '2' },
      { rule: 'other' },
      { level: 'I' as const },
      { divisionCode: '621022' },
      { draft: false },
      { figures: [{ ...content.figures[0]!, value: 2_001 }] },
    ].map((changed) => proposalText({ ...content, ...changed }));
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('RESP-15: an active level', () => {
  const chief = { id: 'chief', roles: ['commander'] };
  const plan = planWith();
  plan.authority.I = { ...plan.authority.I!, raises: ['administrator'], lowers: [] };

  it('is raised by who may raise to the new one', () => {
    expect(change('III', 'II', plan, chief)).toEqual({ role: 'commander', raised: true });
    expect(codeOf(() => change('III', 'I', plan, chief))).toBe('level.no-authority');
  });

  it('is lowered and ended by who may do so from the one that holds', () => {
    expect(change('II', 'IV', plan, chief)).toEqual({ role: 'commander', raised: false });
    expect(codeOf(() => change('I', 'II', plan, chief))).toBe('level.no-authority');
    expect(end('II', plan, chief)).toBe('commander');
    expect(codeOf(() => end('II', plan, { id: 'officer', roles: ['duty-officer'] }))).toBe('level.no-authority');
  });

  it('is not changed to itself, nor after it has ended', () => {
    expect(codeOf(() => change('II', 'II', plan, chief))).toBe('level.same-level');
    expect(codeOf(() => requireActive({ state: 'ended' }))).toBe('level.ended');
  });
});

describe('RESP-16: while a level is active', () => {
  const active = [{ plan: 'relief', level: 'II' as const }];

  it('the emergency is not closed', () => {
    expect(codeOf(() => requireNoLevel(active))).toBe('emergency.level-active');
    expect(codeOf(() => requireNoLevel([]))).toBe('ok');
  });

  it('it is not cancelled, unless it is an exercise: then its levels end with it', () => {
    for (const mode of ['actual', 'test'] as const)
      expect(codeOf(() => endedByCancelling(mode, active))).toBe('emergency.level-active');
    expect(endedByCancelling('exercise', active)).toEqual(active);
    expect(endedByCancelling('actual', [])).toEqual([]);
  });
});
