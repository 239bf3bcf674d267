import { randomUUID } from 'node:crypto';
import { eventually } from '@libs/testing';
import { emergencyCancelled, emergencyClosed, person } from '../../../../test/dispatch/dispatch-events';
import { DispatchInTest, type MissionState } from '../../../../test/dispatch/dispatch-in-test';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const STATES: MissionState[] = ['requested', 'accepted', 'departed', 'arrived', 'declined', 'released', 'cancelled'];

/** An emergency with one mission in each state. */
async function withMissions(mode: 'actual' | 'exercise' | 'test'): Promise<{ emergencyId: string; ids: string[] }> {
  const missions = await dispatch.missions(STATES, mode);
  return { emergencyId: missions[0]!.emergencyId, ids: missions.map(({ missionId }) => missionId) };
}
const statesOf = (ids: string[]) => Promise.all(ids.map((id) => dispatch.stateOf(id)));

describe('DISP-07: an exercise that is cancelled', () => {
  it('ends its open missions: who is on scene is released, all others are cancelled', async () => {
    const { emergencyId, ids } = await withMissions('exercise');

    await dispatch.handle(emergencyCancelled(emergencyId, 'exercise'));

    expect(await statesOf(ids)).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
      'released',
      'declined',
      'released',
      'cancelled',
    ]);
    const events = await dispatch.events();
    expect(events.map(({ type, key }) => [type, key])).toEqual([
      ['dispatch.mission-cancelled.v1', ids[0]],
      ['dispatch.mission-cancelled.v1', ids[1]],
      ['dispatch.mission-cancelled.v1', ids[2]],
      ['dispatch.mission-released.v1', ids[3]],
    ]);
    for (const { mode, emergencyId: of, data } of events) {
      expect([mode, of, data.reason]).toEqual(['exercise', emergencyId, '演练中止']);
      expect(data.cancelledBy ?? data.releasedBy).toEqual({ name: 'emergency-cancelled' });
    }
    expect((await dispatch.audit(ids[3]!)).at(-1)).toEqual({
      action: 'mission.released',
      actor: null,
      reason: '演练中止',
      mode: 'exercise',
    });
  });

  it('leaves what is real as it was, the same team’s mission included', async () => {
    const { teamId, emergencyId } = await dispatch.mission('requested', {
      emergencyId: await dispatch.openEmergency('exercise'),
    });
    const real = await dispatch.mission('requested', { teamId });

    await dispatch.handle(emergencyCancelled(emergencyId, 'exercise'));

    expect(await dispatch.stateOf(real.missionId)).toBe('requested');
    expect(await dispatch.events()).toHaveLength(1);
  });

  it('that is delivered a second time has no second effect', async () => {
    const { emergencyId } = await dispatch.mission('accepted', {
      emergencyId: await dispatch.openEmergency('exercise'),
    });
    const event = emergencyCancelled(emergencyId, 'exercise');
    await dispatch.handle(event);
    await dispatch.events();
    const state = await dispatch.state();

    await dispatch.handle(event, event);

    expect(await dispatch.state()).toEqual(state);
    expect(await dispatch.events()).toEqual([]);
  });

  it('leaves no open mission, however many are asked for at that moment', async () => {
    const emergencyId = await dispatch.openEmergency('exercise');
    const teams = await Promise.all(Array.from({ length: 12 }, () => dispatch.knowTeam()));
    const request = (teamId: string) =>
      dispatch.post(
        '/missions',
        { emergencyId, teamId, task: '疏通桥涵', divisionCode: '621025' },
        person('dispatcher'),
      );

    const requests = teams.map(request);
    await dispatch.handle(emergencyCancelled(emergencyId, 'exercise'));
    const answers = await Promise.all(requests);

    const made = answers
      .filter(({ statusCode }) => statusCode === 201)
      .map((answer) => answer.json().missionId as string);
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 201))
      expect(answer.json().code).toBe('emergency.closed');
    expect(await statesOf(made)).toEqual(made.map(() => 'cancelled'));
  });

  it.each(['outbox', 'audit_log'] as const)(
    'has no effect at all while its %s cannot be written, and all of it afterwards',
    async (table) => {
      const { emergencyId, missionId } = await dispatch.mission('accepted', {
        emergencyId: await dispatch.openEmergency('exercise'),
      });
      const before = await dispatch.state();
      await dispatch.without(table, async () => {
        await dispatch.arrive(emergencyCancelled(emergencyId, 'exercise'));
        await eventually(async () => (await dispatch.parked()) === 1);
        expect(await dispatch.state()).toEqual(before);
      });

      await dispatch.handle();

      expect(await dispatch.stateOf(missionId)).toBe('cancelled');
      expect(await dispatch.events()).toHaveLength(1);
    },
  );
});

describe('an emergency that ends otherwise', () => {
  it.each([
    ['cancelled', 'actual', emergencyCancelled],
    ['cancelled', 'test', emergencyCancelled],
    ['closed', 'actual', emergencyClosed],
    ['closed', 'exercise', emergencyClosed],
  ] as const)('%s, in mode %s: ends no mission by itself', async (state, mode, over) => {
    const { emergencyId, ids } = await withMissions(mode);

    await dispatch.handle(over(emergencyId, mode));

    expect(await statesOf(ids)).toEqual(STATES);
    expect(await dispatch.events()).toEqual([]);
    expect(await dispatch.database.query('select state from dispatch.emergencies')).toEqual([{ state }]);
  });

  it('waits until it is known here', async () => {
    const emergencyId = randomUUID();
    await dispatch.arrive(emergencyClosed(emergencyId));
    await eventually(async () => (await dispatch.parked()) === 1);
    await dispatch.database.query(`insert into dispatch.emergencies (id, mode, state) values ($1, 'actual', 'open')`, [
      emergencyId,
    ]);

    await dispatch.handle();

    expect(await dispatch.database.query('select state from dispatch.emergencies')).toEqual([{ state: 'closed' }]);
  });
});
