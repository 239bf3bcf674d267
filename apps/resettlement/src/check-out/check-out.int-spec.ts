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
