import fc from 'fast-check';
import { planWith, relocatedPersons, rowWith } from '../../../../test/response/plans';
import { propose, settledBy, type PastProposal } from './proposing';
import { isHigher, LEVELS, type Level } from './response-plan';

const past = (level: Level, state: PastProposal['state'], figures: PastProposal['figures'] = []): PastProposal => ({
  id: `${level} ${state}`,
  level,
  state,
  figures,
});

describe('RESP-11: a plan proposes the highest row that is crossed', () => {
  it('with its figures, its number and how sure it is', () =>
    expect(propose(planWith(), relocatedPersons(2_330), [], undefined)).toMatchObject({
      row: { level: 'II' },
      evidence: 'V',
      draft: false,
      figures: [
        { metric: 'relocated-persons', unit: 'persons', op: '>=', value: 2_330, threshold: 2_000, below: 5_000 },
      ],
      supersedes: undefined,
    }));

  it('as a draft when the row or the whole plan is one', () => {
    const draftRow = planWith({ rows: [rowWith('II', 2_000, undefined, { draft: true, evidence: 'S' })] });
    expect(propose(draftRow, relocatedPersons(2_000), [], undefined)).toMatchObject({ draft: true, evidence: 'S' });
    expect(propose(planWith({ draft: true }), relocatedPersons(2_000), [], undefined)).toMatchObject({ draft: true });
  });

  it.each(['open', 'endorsed', 'approved', 'declined', 'superseded'] as const)(
    'not again where it was proposed before and is %s',
    (state) => {
      expect(propose(planWith(), relocatedPersons(2_330), [past('II', state)], undefined)).toBeUndefined();
      expect(propose(planWith(), relocatedPersons(1_500), [past('II', state)], undefined)).toBeUndefined();
    },
  );

  it('in place of a lower one that nobody has decided', () => {
    for (const state of ['open', 'endorsed'] as const)
      expect(propose(planWith(), relocatedPersons(2_000), [past('III', state)], undefined)?.supersedes).toBe(
        `III ${state}`,
      );
    expect(propose(planWith(), relocatedPersons(2_000), [past('III', 'approved')], 'III')).toMatchObject({
      row: { level: 'II' },
      supersedes: undefined,
    });
  });

  it('only above the level that is active, whoever set it', () => {
    expect(propose(planWith(), relocatedPersons(2_000), [past('IV', 'approved')], 'I')).toBeUndefined();
    expect(propose(planWith(), relocatedPersons(2_000), [past('IV', 'approved')], 'II')).toBeUndefined();
    expect(propose(planWith(), relocatedPersons(2_000), [past('IV', 'approved')], 'III')).toBeDefined();
  });

  it('so that the levels it proposes while figures grow are each higher than the one before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(800), { maxLength: 30 }), (steps) => {
        const made: PastProposal[] = [];
        let value = 0;
        for (const step of steps) {
          value += step;
          const proposal = propose(planWith(), relocatedPersons(value), made, undefined);
          if (!proposal) continue;
          const last = made.at(-1);
          expect(!last || isHigher(proposal.row.level, last.level)).toBe(true);
          expect(proposal.supersedes).toBe(last?.id);
          if (last) last.state = 'superseded';
          made.push(past(proposal.row.level, 'open'));
        }
        expect(made.length).toBeLessThanOrEqual(LEVELS.length);
      }),
    );
  });
});

describe('RESP-12: what persons have declined', () => {
  const declaredPlan = planWith({
    declared: [{ metric: 'days', unit: 'days', name: { 'zh-CN': '天', en: 'Days' }, across: 'highest' }],
    rows: [rowWith('IV', 0, undefined, { when: [{ metric: 'days', unit: 'days', op: '>=', value: 90 }] })],
  });
  const at = (days: number, state: PastProposal['state'] = 'declined') =>
    past('IV', state, [{ metric: 'days', unit: 'days', op: '>=', value: days, threshold: 90 }]);
  const days = (value: number) => new Map([['days', value]]);

  it('is proposed again when a declared figure has grown since, and not before', () => {
    expect(propose(declaredPlan, days(95), [at(95)], undefined)).toBeUndefined();
    expect(propose(declaredPlan, days(94), [at(95)], undefined)).toBeUndefined();
    expect(propose(declaredPlan, days(96), [at(95)], undefined)).toBeDefined();
    expect(propose(declaredPlan, days(96), [at(95), at(96)], undefined)).toBeUndefined();
    expect(propose(declaredPlan, days(96), [at(95, 'approved')], undefined)).toBeUndefined();
  });

  it('is not proposed again because a counter counts on', () => {
    const figures = [
      { metric: 'relocated-persons', unit: 'persons', op: '>=' as const, value: 2_000, threshold: 2_000 },
    ];
    expect(propose(planWith(), relocatedPersons(2_500), [past('II', 'declined', figures)], undefined)).toBeUndefined();
    expect(propose(planWith(), relocatedPersons(5_000), [past('II', 'declined', figures)], undefined)).toBeDefined();
  });
});

describe('RESP-19: what a person has set goes before a waiting proposal', () => {
  const waiting = [
    { ...past('II', 'open'), plan: 'relief' },
    { ...past('II', 'open'), plan: 'other' },
    { ...past('III', 'approved'), plan: 'relief' },
  ];
  const idsFor = (level: Level | 'none') => settledBy(level, 'relief', waiting).map(({ id, plan }) => `${plan} ${id}`);

  it('a level at or above it settles it, ending settles it, and a lower level does not', () => {
    expect(idsFor('I')).toEqual(['relief II open']);
    expect(idsFor('II')).toEqual(['relief II open']);
    expect(idsFor('III')).toEqual([]);
    expect(idsFor('none')).toEqual(['relief II open']);
  });
});
