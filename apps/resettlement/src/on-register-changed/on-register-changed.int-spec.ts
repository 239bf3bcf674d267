import {
  erased,
  household,
  householdChanged,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('a household that is new in a zone of an open order joins it, once', async () => {
  const { orderId, zoneId } = await resettlement.ordered(1);
  const late = household(4);
  const event = householdChanged(late, zoneId);
  await resettlement.handle(event, event, householdChanged(late, zoneId));
  const events = await resettlement.events();
  expect(events).toMatchObject([
    { type: 'resettlement.household-joined.v1', key: orderId, data: { householdId: late.householdId, personCount: 4 } },
  ]);
  // In both languages: no person wrote it.
  expect(events[0]!.data.reason).toMatch(/^\p{Script=Han}+ \/ [A-Za-z ]+$/u);
});

it('a record that is erased is gone, and stays on the lists that were frozen', async () => {
  const { orderId, zoneId, households } = await resettlement.ordered(1);
  await resettlement.handle(erased(householdChanged(households[0]!, zoneId)));
  expect((await resettlement.get('/households')).json().items).toEqual([]);
  expect((await resettlement.get(`/orders/${orderId}/movements`)).json().items).toHaveLength(1);
});

it('takes thousands of households within seconds', async () => {
  const { zoneId } = await resettlement.ordered(1);
  const began = Date.now();
  await resettlement.handle(...Array.from({ length: 2_000 }, () => householdChanged(household(), zoneId)));
  expect(Date.now() - began).toBeLessThan(20_000);
  expect(await resettlement.events()).toHaveLength(2_000);
});
