import {
  commander,
  household,
  householdChanged,
  person,
  told,
  type OrderInTest,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

const approve = ({ orderId, contentHash }: OrderInTest, by = commander) =>
  resettlement.post(`/orders/${orderId}/approve`, { contentHash, reason: '同意' }, by);

describe('a second person', () => {
  it('approves, which freezes the list', async () => {
    const order = await resettlement.proposed(3);
    expect((await approve(order)).statusCode).toBe(204);
    expect(await resettlement.events()).toMatchObject([
      { type: 'resettlement.evacuation-ordered.v1', key: order.orderId, data: { householdCount: 3, personCount: 6 } },
    ]);
    expect((await resettlement.get(`/orders/${order.orderId}/movements`)).json().items).toHaveLength(3);
    expect((await resettlement.audit(order.orderId)).at(-1)).toMatchObject({ action: 'order.ordered' });
  });

  it('approves once, when several do at the same time', async () => {
    const order = await resettlement.proposed();
    const answers = await Promise.all([1, 2, 3].map(() => approve(order, person('commander'))));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409, 409]);
    expect(await resettlement.events()).toHaveLength(1);
  });

  it('declines', async () => {
    const { orderId } = await resettlement.proposed();
    const answer = await resettlement.post(`/orders/${orderId}/decline`, { reason: '雨停' }, commander);
    expect(answer.statusCode).toBe(204);
    expect(await resettlement.events()).toMatchObject([{ type: 'resettlement.evacuation-declined.v1' }]);
  });

  it('does not approve what has changed since', async () => {
    const order = await resettlement.proposed();
    await resettlement.handle(householdChanged(household(), order.zoneId));
    expect(told(await approve(order))).toEqual([409, 'order.content-changed']);
  });

  it('is another person, in the code and in the database', async () => {
    const order = await resettlement.proposed();
    await resettlement.database.query('update resettlement.orders set proposed_by = $1', [commander.id]);
    expect(told(await approve(order))).toEqual([403, 'order.same-person']);
    await expect(
      resettlement.database.query('update resettlement.orders set approved_by = proposed_by'),
    ).rejects.toThrow('check constraint');
  });
});
