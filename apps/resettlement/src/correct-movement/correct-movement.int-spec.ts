import { messenger, told, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('a wrong report is corrected with a reason, and the correction must change something', async () => {
  const { orderId } = await resettlement.moved(1);
  const [{ id }] = (await resettlement.get(`/orders/${orderId}/movements`)).json().items;
  const path = `/orders/${orderId}/movements/${id}/correct`;
  expect(told(await resettlement.post(path, { to: 'moved', reason: '核实' }, messenger))).toEqual([
    409,
    'movement.nothing-to-correct',
  ]);
  expect((await resettlement.post(path, { to: 'absent', reason: '错报' }, messenger)).statusCode).toBe(204);
  expect(await resettlement.events()).toMatchObject([
    { type: 'resettlement.movement-corrected.v1', key: id, data: { from: 'moved', to: 'absent', memberIds: [] } },
  ]);
  expect(await resettlement.audit(id)).toMatchObject([{}, { action: 'movement.corrected', reason: '错报' }]);
});
