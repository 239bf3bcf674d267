import { newId } from '@libs/kernel';
import { eventually } from '@libs/testing';
import {
  emergencyCancelled,
  emergencyClosed,
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

it('an emergency that has not arrived here is waited for, and then ends', async () => {
  const emergencyId = newId();
  await resettlement.arrive(emergencyClosed(emergencyId));
  await eventually(async () => (await resettlement.database.query('select 1 from resettlement.parked')).length === 1);
  await resettlement.database.query(
    `insert into resettlement.emergencies (id, mode, division_codes, state) values ($1, 'actual', '{621023}', 'open')`,
    [emergencyId],
  );
  await resettlement.handle();
  const ended = 'select id, state from resettlement.emergencies';
  expect(await resettlement.database.query(ended)).toEqual([{ id: emergencyId, state: 'closed' }]);
});
