import { codesOf, manager, rowsOf, told, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('who leaves frees the places, once', async () => {
  const { emergencyId, households } = await resettlement.proposed(2);
  const shelterId = await resettlement.knowShelter(4);
  const stays = rowsOf(
    await resettlement.post(`/shelters/${shelterId}/stays`, { emergencyId, rows: households }, manager),
  );
  await resettlement.events();
  const [one, two] = stays.map(({ id }) => id!);
  expect((await resettlement.post(`/stays/${one}/end`, { reason: '返家' }, manager)).statusCode).toBe(204);
  expect(told(await resettlement.post(`/stays/${one}/end`, { reason: '返家' }, manager))).toEqual([409, 'stay.ended']);
  const body = { rows: [{ stayId: one }, { stayId: two }], reason: '返家' };
  const group = await resettlement.post(`/shelters/${shelterId}/check-outs`, body, manager);
  expect(codesOf(group)).toEqual(['stay.ended', undefined]);
  expect((await resettlement.events()).map(({ data }) => (data as { occupied: number }).occupied)).toEqual([2, 0]);
});

it('groups that leave in opposite order, of two modes, never fail, and each leaves once', async () => {
  const { emergencyId, households } = await resettlement.proposed(40);
  const exercise = await resettlement.openEmergency('exercise');
  const shelterId = await resettlement.knowShelter(100);
  const arrive = async (into: string) =>
    rowsOf(await resettlement.post(`/shelters/${shelterId}/stays`, { emergencyId: into, rows: households }, manager));
  const rows = [...(await arrive(emergencyId)), ...(await arrive(exercise))].map(({ id }) => ({ stayId: id! }));
  const groups = [rows, [...rows].reverse()];
  const answers = await Promise.all(
    groups.map((group) =>
      resettlement.post(`/shelters/${shelterId}/check-outs`, { rows: group, reason: '返家' }, manager),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(answers.flatMap(codesOf).filter((code) => code === undefined)).toHaveLength(80);
});
