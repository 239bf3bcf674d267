import { manager, ResettlementInTest } from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it('shelters show how full they are, by mode', async () => {
  const { emergencyId, households } = await resettlement.proposed(1, 'exercise');
  const shelterId = await resettlement.knowShelter(4);
  await resettlement.post(`/shelters/${shelterId}/stays`, { emergencyId, rows: households }, manager);
  expect((await resettlement.get('/shelters?filter[division]=621023')).json().items).toMatchObject([
    { id: shelterId, capacity: 4, occupied: { actual: 0, exercise: 2, test: 0 } },
  ]);
});
