import {
  householdChanged,
  household,
  officer,
  person,
  told,
  zoneChanged,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

const zoneId = '0198f7a0-0000-7000-8000-000000000201';

describe('a proposal to evacuate', () => {
  it('tells what it would move, with one event and one audit entry', async () => {
    const emergencyId = await resettlement.openEmergency();
    await resettlement.handle(zoneChanged({ zoneId, householdCount: 1 }), householdChanged(household(3), zoneId));
    const answer = await resettlement.post('/orders', { emergencyId, zoneIds: [zoneId], reason: '涨水' }, officer);
    expect(answer.json()).toMatchObject({ householdCount: 1, personCount: 3 });
    const { orderId, contentHash } = answer.json();
    expect(await resettlement.events()).toMatchObject([
      { type: 'resettlement.evacuation-proposed.v1', key: orderId, emergencyId, data: { contentHash, personCount: 3 } },
    ]);
    expect(await resettlement.audit(orderId)).toMatchObject([{ action: 'order.proposed', actor: officer.id }]);
  });

  it('is refused while households of the zone have not arrived', async () => {
    const emergencyId = await resettlement.openEmergency();
    const body = { emergencyId, zoneIds: [zoneId], reason: '涨水' };
    expect((await resettlement.post('/orders', body, officer)).json().code).toBe('order.zone-not-here');
    await resettlement.handle(zoneChanged({ zoneId, householdCount: 2 }), householdChanged(household(), zoneId));
    expect((await resettlement.post('/orders', body, officer)).json().code).toBe('order.ledger-incomplete');
    expect(await resettlement.events()).toEqual([]);
    await resettlement.handle(householdChanged(household(), zoneId));
    expect((await resettlement.post('/orders', body, officer)).statusCode).toBe(201);
  });

  it('is refused to others, and where a household is in another open order', async () => {
    const order = await resettlement.ordered();
    const body = { emergencyId: order.emergencyId, zoneIds: [order.zoneId], reason: '涨水' };
    expect(told(await resettlement.post('/orders', body, officer))).toEqual([409, 'order.household-elsewhere']);
    expect(told(await resettlement.post('/orders', body, person('messenger')))).toEqual([403, 'auth.role-required']);
    expect(told(await resettlement.post('/orders', body, person('duty-officer', '621022')))).toEqual([
      403,
      'account.outside-division',
    ]);
  });

  it.each(['outbox', 'audit_log'] as const)('does nothing while the %s cannot be written', async (table) => {
    const { emergencyId, zoneId: zone } = await resettlement.proposed();
    const state = await resettlement.state();
    const body = { emergencyId, zoneIds: [zone], reason: '再次' };
    await resettlement.without(table, async () =>
      expect((await resettlement.post('/orders', body, officer)).statusCode).toBeGreaterThanOrEqual(500),
    );
    expect(await resettlement.state()).toEqual(state);
  });
});
