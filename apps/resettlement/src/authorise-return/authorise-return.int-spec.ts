import { commander, officer, told, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('the return is authorised by a commander, once', async () => {
  const { orderId } = await resettlement.moved(1);
  const authorise = (by = commander) =>
    resettlement.post(`/orders/${orderId}/authorise-return`, { reason: '雨停' }, by);
  expect(told(await authorise(officer))).toEqual([403, 'auth.role-required']);
  expect((await authorise()).statusCode).toBe(204);
  expect(told(await authorise())).toEqual([409, 'order.not-possible-now']);
  expect(await resettlement.events()).toMatchObject([{ type: 'resettlement.return-authorised.v1', key: orderId }]);
});
