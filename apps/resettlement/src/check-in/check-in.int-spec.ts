import { randomUUID } from 'node:crypto';
import {
  codesOf,
  emergencyClosed,
  household,
  householdChanged,
  manager,
  person,
  rowsOf,
  shelterChanged,
  told,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

const zoneId = '0198f7a0-0000-7000-8000-000000000201';
async function arrived(count: number, persons = 1) {
  const households = Array.from({ length: count }, () => household(persons));
  await resettlement.handle(...households.map((one) => householdChanged(one, zoneId)));
  return households;
}
const checkIn = (shelterId: string, emergencyId: string, rows: object[], by = manager) =>
  resettlement.post(`/shelters/${shelterId}/stays`, { emergencyId, rows }, by);

describe('check-in', () => {
  it('takes a bus load in, each household with its own event and audit, and refuses who does not fit', async () => {
    const [emergencyId, shelterId] = [await resettlement.openEmergency(), await resettlement.knowShelter(3)];
    const households = await arrived(2, 2);
    const answer = await checkIn(shelterId, emergencyId, [...households, { ...households[0]! }]);

    expect(codesOf(answer)).toEqual([undefined, 'shelter.full', 'shelter.full']);
    expect(rowsOf(answer)[1]!.refused!.detail).toContain('1');
    expect(await resettlement.events()).toMatchObject([
      { type: 'resettlement.stay-began.v1', key: shelterId, emergencyId, data: { occupied: 2, capacity: 3 } },
    ]);
    expect(await resettlement.audit(rowsOf(answer)[0]!.id!)).toMatchObject([
      { action: 'stay.began', actor: manager.id },
    ]);
  });

  it('never overbooks, with 32 clients at once', async () => {
    const [emergencyId, shelterId] = [await resettlement.openEmergency(), await resettlement.knowShelter(20)];
    const households = await arrived(32);
    const answers = await Promise.all(
      households.map((one) => checkIn(shelterId, emergencyId, [one], person('shelter-manager'))),
    );

    const codes = answers.flatMap(codesOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(20);
    expect(codes.filter((code) => code === 'shelter.full')).toHaveLength(12);
    const occupied = (await resettlement.events()).map(({ data }) => (data as { occupied: number }).occupied);
    expect(occupied).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('of an exercise fills no actual shelter, and keeps nobody out of one', async () => {
    const [actual, exercise] = [await resettlement.openEmergency(), await resettlement.openEmergency('exercise')];
    const shelterId = await resettlement.knowShelter(1);
    const [one] = await arrived(1);
    expect(codesOf(await checkIn(shelterId, exercise, [one!]))).toEqual([undefined]);
    expect(codesOf(await checkIn(shelterId, actual, [one!]))).toEqual([undefined]);
  });

  it('lets a person be in one shelter only, also when both check in at once', async () => {
    const emergencyId = await resettlement.openEmergency();
    const shelters = [await resettlement.knowShelter(9), await resettlement.knowShelter(9)];
    const [one] = await arrived(1, 2);
    const answers = await Promise.all(shelters.map((id) => checkIn(id, emergencyId, [one!])));
    expect(answers.flatMap(codesOf).sort()).toEqual(['stay.already-checked-in', undefined]);
  });

  it('never fails where two bus loads name the same households in opposite order', async () => {
    const [emergencyId, one, two] = [
      await resettlement.openEmergency(),
      await resettlement.knowShelter(200),
      await resettlement.knowShelter(200),
    ];
    const load = await arrived(60);
    const turned = load.map((row) => ({ ...row, memberIds: [...row.memberIds].reverse() })).reverse();
    const answers = await Promise.all([checkIn(one, emergencyId, load), checkIn(two, emergencyId, turned)]);

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    const codes = answers.flatMap(codesOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(60);
    expect(codes.filter((code) => code === 'stay.already-checked-in')).toHaveLength(60);
  });

  it('goes on where a capacity was lowered below what is occupied', async () => {
    const [emergencyId, shelterId] = [await resettlement.openEmergency(), await resettlement.knowShelter(2)];
    const [one, other] = await arrived(2, 2);
    await checkIn(shelterId, emergencyId, [one!]);
    await resettlement.handle(shelterChanged({ shelterId, capacity: 1 }));
    expect(codesOf(await checkIn(shelterId, emergencyId, [other!]))).toEqual(['shelter.full']);
  });

  it('is refused where it may not be', async () => {
    const [emergencyId, shelterId] = [await resettlement.openEmergency(), await resettlement.knowShelter(2)];
    const [one] = await arrived(1);
    const rows = [one!];
    expect(told(await checkIn(randomUUID(), emergencyId, rows))).toEqual([404, 'shelter.not-found']);
    expect(told(await checkIn(shelterId, randomUUID(), rows))).toEqual([404, 'emergency.not-found']);
    expect(told(await checkIn(shelterId, emergencyId, rows, person('messenger')))).toEqual([403, 'auth.role-required']);
    expect(told(await checkIn(shelterId, emergencyId, rows, person('shelter-manager', '621022')))).toEqual([
      403,
      'account.outside-division',
    ]);
    await resettlement.handle(emergencyClosed(emergencyId));
    expect(told(await checkIn(shelterId, emergencyId, rows))).toEqual([409, 'emergency.closed']);
  });

  it.each(['outbox', 'audit_log'] as const)('does nothing at all while the %s cannot be written', async (table) => {
    const [emergencyId, shelterId] = [await resettlement.openEmergency(), await resettlement.knowShelter(2)];
    const rows = await arrived(1);
    const state = await resettlement.state();
    await resettlement.without(table, async () =>
      expect((await checkIn(shelterId, emergencyId, rows)).statusCode).toBeGreaterThanOrEqual(500),
    );
    expect(await resettlement.state()).toEqual(state);
  });
});
