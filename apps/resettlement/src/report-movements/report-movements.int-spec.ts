import {
  codesOf,
  commander,
  household,
  householdChanged,
  messenger,
  officer,
  told,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

const report = (orderId: string, rows: object[], key?: string) =>
  resettlement.post(`/orders/${orderId}/movements`, { rows }, messenger, key);

describe('the sheet of a messenger', () => {
  it('moves each household by itself, refuses bad rows, and says once that all are accounted for', async () => {
    const { orderId, households } = await resettlement.ordered(3);
    const [one, two, three] = households.map(({ householdId }) => ({ householdId })) as [object, object, object];
    const answer = await report(orderId, [
      { ...one, outcome: 'moved', destination: 'kin' },
      { ...one, outcome: 'moved', destination: 'kin' },
      { ...two, outcome: 'moved' },
      { ...two, outcome: 'absent', note: '外出' },
      { householdId: household().householdId, outcome: 'absent' },
      { ...one, outcome: 'returned' },
    ]);
    expect(codesOf(answer)).toEqual([
      undefined,
      'movement.not-possible-now',
      'movement.no-destination',
      undefined,
      'movement.not-on-list',
      'movement.return-not-authorised',
    ]);
    expect((await resettlement.events()).map(({ type }) => type)).toEqual([
      'resettlement.household-moved.v1',
      'resettlement.household-not-moved.v1',
    ]);
    await report(orderId, [{ ...three, outcome: 'refused' }]);
    await report(orderId, [{ ...three, outcome: 'moved', shelterId: household().householdId }]);
    const events = await resettlement.events();
    expect(events.map(({ type }) => type)).toEqual([
      'resettlement.household-not-moved.v1',
      'resettlement.all-accounted-for.v1',
      'resettlement.household-moved.v1',
    ]);
    expect(events[1]!.data).toMatchObject({ movedHouseholds: 1, notMovedHouseholds: 2 });
    expect(events[2]!.data).toMatchObject({ destination: 'shelter', memberIds: households[2]!.memberIds });
  });

  it('that is sent twice has one effect', async () => {
    const { orderId, households } = await resettlement.ordered(1);
    const rows = [{ householdId: households[0]!.householdId, outcome: 'moved', destination: 'kin' }];
    const [first, second] = [await report(orderId, rows, 'same-key'), await report(orderId, rows, 'same-key')];
    expect(second.json()).toEqual(first.json());
    expect(await resettlement.events()).toHaveLength(2);
  });

  it('brings home after the return was authorised', async () => {
    const { orderId, households } = await resettlement.moved(1);
    await resettlement.post(`/orders/${orderId}/authorise-return`, { reason: '雨停' }, commander);
    await resettlement.events();
    expect(codesOf(await report(orderId, [{ ...households[0], memberIds: undefined, outcome: 'returned' }]))).toEqual([
      undefined,
    ]);
    expect(await resettlement.events()).toMatchObject([{ type: 'resettlement.household-returned.v1' }]);
  });

  it('is refused before the order is approved, and to others', async () => {
    const { orderId, households } = await resettlement.proposed(1);
    const rows = [{ householdId: households[0]!.householdId, outcome: 'absent' }];
    expect(told(await report(orderId, rows))).toEqual([409, 'order.not-in-force']);
    const answer = await resettlement.post(`/orders/${orderId}/movements`, { rows }, officer);
    expect(told(answer)).toEqual([403, 'auth.role-required']);
  });

  it('says when something happened with its zone, or is refused', async () => {
    const { orderId, households } = await resettlement.ordered(1);
    const at = (happenedAt: string) =>
      report(orderId, [{ ...households[0], outcome: 'moved', destination: 'kin', happenedAt }]);
    expect((await at('2026-07-01T08:00:00')).statusCode).toBe(400);
    expect((await at('2026-W27')).statusCode).toBe(400);
    expect(codesOf(await at('2026-07-01T08:00:00+08:00'))).toEqual([undefined]);
    expect((await resettlement.events())[0]!.data).toMatchObject({ happenedAt: '2026-07-01T00:00:00.000Z' });
  });

  it('knows a household that joined later', async () => {
    const { orderId, zoneId } = await resettlement.ordered(1);
    const late = household();
    await resettlement.handle(householdChanged(late, zoneId));
    const rows = [{ householdId: late.householdId, outcome: 'moved', destination: 'kin' }];
    expect(codesOf(await report(orderId, rows))).toEqual([undefined]);
  });

  it('says again that all are accounted for, once a household that joined later is', async () => {
    const { orderId, zoneId } = await resettlement.moved(1);
    const late = household();
    await resettlement.handle(householdChanged(late, zoneId));
    await resettlement.events();
    await report(orderId, [{ householdId: late.householdId, outcome: 'absent' }]);
    const events = await resettlement.events();
    expect(events.map(({ type }) => type)).toEqual([
      'resettlement.household-not-moved.v1',
      'resettlement.all-accounted-for.v1',
    ]);
    expect(events[1]!.data).toMatchObject({ movedHouseholds: 1, notMovedHouseholds: 1 });
  });
});
