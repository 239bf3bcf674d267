import { codesOf, messenger, rowsOf, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('a household is placed once in an emergency, each with its event and audit entry', async () => {
  const { emergencyId, households } = await resettlement.proposed(2);
  const [one, two] = households.map(({ householdId }) => ({ householdId, placement: 'kin', reason: '进水' }));
  const answer = await resettlement.post('/placements', { emergencyId, rows: [one, one, two] }, messenger);
  expect(codesOf(answer)).toEqual([undefined, 'placement.already-placed', undefined]);
  expect(await resettlement.events()).toMatchObject([
    { type: 'resettlement.household-relocated.v1', data: { memberIds: households[0]!.memberIds, reason: '进水' } },
    { type: 'resettlement.household-relocated.v1', data: { memberIds: households[1]!.memberIds } },
  ]);
  expect(await resettlement.audit(rowsOf(answer)[0]!.id!)).toMatchObject([{ action: 'placement.recorded' }]);
});
