import { ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('orders are listed and shown with what became of their households', async () => {
  const { orderId, emergencyId } = await resettlement.moved(2);
  const list = await resettlement.get(`/orders?filter[emergency]=${emergencyId}`);
  expect(list.json().items).toMatchObject([{ id: orderId, state: 'ordered', householdCount: 2 }]);
  expect((await resettlement.get(`/orders/${orderId}`)).json()).toMatchObject({ households: { moved: 2 } });
  expect((await resettlement.get(`/orders/${orderId}/movements?filter[state]=to-move`)).json().items).toEqual([]);
  expect((await resettlement.get(`/orders/${emergencyId}`)).json().code).toBe('order.not-found');
});
