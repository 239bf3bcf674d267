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

it('RESE-14: a correction that leaves nobody to move says that all are accounted for, again after one reopened it', async () => {
  const { orderId, households } = await resettlement.ordered(2);
  const [one, two] = households.map(({ householdId }) => ({ householdId }));
  const items = (await resettlement.get(`/orders/${orderId}/movements`)).json().items as Record<string, string>[];
  const idOf = (row: { householdId: string } | undefined) =>
    items.find(({ householdId }) => householdId === row!.householdId)!.id;
  const correct = async (row: { householdId: string } | undefined, to: string) =>
    expect(
      (await resettlement.post(`/orders/${orderId}/movements/${idOf(row)}/correct`, { to, reason: '核实' }, messenger))
        .statusCode,
    ).toBe(204);
  const report = (row: object | undefined, outcome: string) =>
    resettlement.post(`/orders/${orderId}/movements`, { rows: [{ ...row, outcome, destination: 'kin' }] }, messenger);
  const said = async () =>
    (await resettlement.events())
      .filter(({ type }) => type === 'resettlement.all-accounted-for.v1')
      .map(({ data }) => [data.movedHouseholds, data.notMovedHouseholds] as unknown);

  await report(one, 'moved');
  await correct(two, 'absent');
  expect(await said()).toEqual([[1, 1]]);

  await correct(two, 'refused');
  expect(await said()).toEqual([]);

  await correct(one, 'to-move');
  await correct(two, 'to-move');
  await correct(one, 'absent');
  expect(await said()).toEqual([]);
  await report(two, 'moved');
  expect(await said()).toEqual([[1, 1]]);
});
