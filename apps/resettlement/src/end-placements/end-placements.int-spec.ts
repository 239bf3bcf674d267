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

it('a placement ends once, alone or with others', async () => {
  const { emergencyId, households } = await resettlement.proposed(2);
  const rows = households.map(({ householdId }) => ({ householdId, placement: 'tent', reason: '进水' }));
  const placed = rowsOf(await resettlement.post('/placements', { emergencyId, rows }, messenger)).map(({ id }) => id!);
  await resettlement.events();
  const end = { how: 'home', reason: '返家' };
  expect((await resettlement.post(`/placements/${placed[0]}/end`, end, messenger)).statusCode).toBe(204);
  expect(told(await resettlement.post(`/placements/${placed[0]}/end`, end, messenger))).toEqual([
    409,
    'placement.ended',
  ]);
  const group = { ...end, rows: placed.map((placementId) => ({ placementId })) };
  expect(codesOf(await resettlement.post('/placements/ends', group, messenger))).toEqual([
    'placement.ended',
    undefined,
  ]);
  expect(await resettlement.events()).toHaveLength(2);
});

it('sheets that end the same placements in opposite order never fail, and end each once', async () => {
  const { emergencyId, households } = await resettlement.proposed(60);
  const rows = households.map(({ householdId }) => ({ householdId, placement: 'tent', reason: '进水' }));
  const placed = rowsOf(await resettlement.post('/placements', { emergencyId, rows }, messenger)).map(({ id }) => ({
    placementId: id!,
  }));
  const sheets = [placed, [...placed].reverse()];
  const answers = await Promise.all(
    sheets.map((sheet) =>
      resettlement.post('/placements/ends', { how: 'home', reason: '返家', rows: sheet }, messenger),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(answers.flatMap(codesOf).filter((code) => code === undefined)).toHaveLength(60);
});
