import { randomUUID } from 'node:crypto';
import {
  codesOf,
  messenger,
  rowsOf,
  told,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('a household is placed once in an emergency, each with its event and audit entry', async () => {
  const { emergencyId, households } = await resettlement.proposed(2);
  const [one, two] = households.map(({ householdId }) => ({ householdId, placement: 'kin', reason: '进水' }));
  const answer = await resettlement.post('/placements', { emergencyId, rows: [one, one, two] }, messenger);
  expect(codesOf(answer)).toEqual([undefined, 'placement.already-placed', undefined]);
  expect(await resettlement.events()).toMatchObject([
    { type: 'resettlement.household-relocated.v1', data: { memberIds: households[0]!.memberIds, reason: '进水' } },
    { type: 'resettlement.household-relocated.v1', data: { memberIds: households[1]!.memberIds } },
  ]);
  expect(await resettlement.audit(rowsOf(answer)[0]!.id!)).toMatchObject([{ action: 'placement.recorded' }]);
});

it('sheets that name the same households in opposite order never fail, and place each once', async () => {
  const { emergencyId, households } = await resettlement.proposed(60);
  const rows = households.map(({ householdId }) => ({ householdId, placement: 'kin', reason: '进水' }));
  const sheets = [rows, [...rows].reverse()];
  const answers = await Promise.all(
    sheets.map((sheet) => resettlement.post('/placements', { emergencyId, rows: sheet }, messenger)),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  const codes = answers.flatMap(codesOf);
  expect(codes.filter((code) => code === undefined)).toHaveLength(60);
  expect(codes.filter((code) => code === 'placement.already-placed')).toHaveLength(60);
});

it('an emergency that has not arrived is told from one that takes the sheet', async () => {
  const { households } = await resettlement.proposed(1);
  const rows = [{ householdId: households[0]!.householdId, placement: 'kin', reason: '进水' }];
  const answer = await resettlement.post('/placements', { emergencyId: randomUUID(), rows }, messenger);
  expect(told(answer)).toEqual([404, 'emergency.not-found']);
});

it('a time without its zone is refused', async () => {
  const { emergencyId, households } = await resettlement.proposed(1);
  const place = (happenedAt: string) => {
    const rows = [{ householdId: households[0]!.householdId, placement: 'kin', reason: '进水', happenedAt }];
    return resettlement.post('/placements', { emergencyId, rows }, messenger);
  };
  expect((await place('2026-07-01T08:00:00')).statusCode).toBe(400);
  expect((await place('2026-07-01')).statusCode).toBe(400);
  expect(codesOf(await place('2026-07-01T08:00:00+08:00'))).toEqual([undefined]);
  expect(await resettlement.events()).toMatchObject([{ data: { happenedAt: '2026-07-01T00:00:00.000Z' } }]);
});
