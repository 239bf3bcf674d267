import {
  commander,
  messenger,
  officer,
  told,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('an order ends when all that moved are back', async () => {
  const { orderId, households } = await resettlement.moved(1);
  const end = () => resettlement.post(`/orders/${orderId}/end`, { reason: '结束' }, officer);
  expect(told(await end())).toEqual([409, 'order.not-possible-now']);
  await resettlement.post(`/orders/${orderId}/authorise-return`, { reason: '雨停' }, commander);
  expect(told(await end())).toEqual([409, 'order.not-finished']);
  const rows = [{ householdId: households[0]!.householdId, outcome: 'returned' }];
  await resettlement.post(`/orders/${orderId}/movements`, { rows }, messenger);
  await resettlement.events();
  expect((await end()).statusCode).toBe(204);
  expect(await resettlement.events()).toMatchObject([{ type: 'resettlement.evacuation-ended.v1', key: orderId }]);
});

it('an order that is cancelled leaves its households free for another', async () => {
  const { orderId, emergencyId, zoneId } = await resettlement.ordered();
  await resettlement.post(`/orders/${orderId}/cancel`, { reason: '误报' }, commander);
  expect(await resettlement.events()).toMatchObject([{ type: 'resettlement.evacuation-cancelled.v1', key: orderId }]);
  const again = await resettlement.post('/orders', { emergencyId, zoneIds: [zoneId], reason: '再次' }, officer);
  expect(again.statusCode).toBe(201);
});
