import { person, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('households are listed by zone, without names', async () => {
  const { zoneId, households } = await resettlement.proposed(2);
  const { items } = (await resettlement.get(`/households?filter[zone]=${zoneId}`, person('messenger'))).json();
  expect(items.map(({ id }: { id: string }) => id).sort()).toEqual(households.map((one) => one.householdId).sort());
});
