import {
  emergencyCancelled,
  manager,
  messenger,
  ResettlementInTest,
} from '../../../../test/resettlement/resettlement-in-test';

let resettlement: ResettlementInTest;
beforeAll(async () => (resettlement = await ResettlementInTest.start()));
beforeEach(() => resettlement.clear());
afterAll(() => resettlement.stop());

it.each(['exercise', 'actual'] as const)('a cancelled emergency of mode %s', async (mode) => {
  const { emergencyId, households } = await resettlement.ordered(1, mode);
  const shelterId = await resettlement.knowShelter(4);
  await resettlement.post(`/shelters/${shelterId}/stays`, { emergencyId, rows: households }, manager);
  const rows = [{ householdId: households[0]!.householdId, placement: 'kin', reason: '进水' }];
  await resettlement.post('/placements', { emergencyId, rows }, messenger);
  await resettlement.events();
  const event = emergencyCancelled(emergencyId, mode);
  await resettlement.handle(event, event);
  const types = (await resettlement.events()).map(({ type }) => type);
  const all = ['evacuation-cancelled', 'relocation-ended', 'stay-ended'].map((fact) => `resettlement.${fact}.v1`);
  expect(types.sort()).toEqual(mode === 'exercise' ? all : []);
});
