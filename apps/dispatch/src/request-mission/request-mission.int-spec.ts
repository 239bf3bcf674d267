import { randomUUID } from 'node:crypto';
import { DispatchInTest, statusAndCode } from '../../../../test/dispatch/dispatch-in-test';
import { emergencyCancelled, emergencyClosed, person } from '../../../../test/dispatch/dispatch-events';

let dispatch: DispatchInTest;
beforeAll(async () => (dispatch = await DispatchInTest.start()));
beforeEach(() => dispatch.clear());
afterAll(() => dispatch.stop());

const dispatcher = person('dispatcher');
const request = (emergencyId: string, teamId: string, change: object = {}, by = dispatcher, key?: string) =>
  dispatch.post('/missions', { emergencyId, teamId, task: '疏通桥涵', divisionCode: '621025', ...change }, by, key);

describe('a dispatcher asks a team to go on a mission', () => {
  it('for an incident: state, one event and one audit entry', async () => {
    const emergencyId = await dispatch.openEmergency();
    const teamId = await dispatch.knowTeam();
    const incidentId = await dispatch.reportIncident(emergencyId);

    const answer = await request(emergencyId, teamId, { incidentId });

    expect(answer.statusCode).toBe(201);
    const { missionId } = answer.json();
    expect(await dispatch.events()).toMatchObject([
      {
        type: 'dispatch.mission-requested.v1',
        key: missionId,
        mode: 'actual',
        emergencyId,
        data: {
          teamId,
          incidentId,
          task: '疏通桥涵',
          divisionCode: '621025',
          requestedBy: { accountId: dispatcher.id, name: dispatcher.name },
        },
      },
    ]);
    expect(await dispatch.audit(missionId)).toEqual([
      { action: 'mission.requested', actor: dispatcher.id, reason: null, mode: 'actual' },
    ]);
    expect((await dispatch.get(`/missions/${missionId}`)).json()).toMatchObject({ state: 'requested', incidentId });
  });

  it('once, when the same request is sent again', async () => {
    const [emergencyId, teamId, key] = [await dispatch.openEmergency(), await dispatch.knowTeam(), randomUUID()];

    const answers = [
      await request(emergencyId, teamId, {}, dispatcher, key),
      await request(emergencyId, teamId, {}, dispatcher, key),
    ];

    expect(answers[1]!.json()).toEqual(answers[0]!.json());
    expect(await dispatch.events()).toHaveLength(1);
  });

  it('is refused, without any effect, where it cannot be', async () => {
    const [emergencyId, other, closed, cancelled] = [
      await dispatch.openEmergency(),
      await dispatch.openEmergency(),
      await dispatch.openEmergency(),
      await dispatch.openEmergency(),
    ];
    const teamId = await dispatch.knowTeam();
    const withdrawn = await dispatch.knowTeam({ withdrawn: true });
    const incidentId = await dispatch.reportIncident(emergencyId);
    const elsewhere = await dispatch.reportIncident(other);
    await dispatch.post(`/incidents/${incidentId}/resolve`, { reason: '已疏通' }, dispatcher);
    await dispatch.events();
    await dispatch.handle(emergencyClosed(closed), emergencyCancelled(cancelled));
    const state = await dispatch.state();

    for (const [status, code, answer] of [
      [404, 'emergency.not-found', await request(randomUUID(), teamId)],
      [409, 'emergency.closed', await request(closed, teamId)],
      [409, 'emergency.closed', await request(cancelled, teamId)],
      [404, 'team.not-found', await request(emergencyId, randomUUID())],
      [409, 'team.withdrawn', await request(emergencyId, withdrawn)],
      [404, 'incident.not-found', await request(emergencyId, teamId, { incidentId: randomUUID() })],
      [409, 'incident.ended', await request(emergencyId, teamId, { incidentId })],
      [409, 'incident.other-emergency', await request(emergencyId, teamId, { incidentId: elsewhere })],
      [403, 'account.outside-division', await request(emergencyId, teamId, {}, person('dispatcher', '621022'))],
      [403, 'auth.role-required', await request(emergencyId, teamId, {}, person('team-leader'))],
      [400, 'request.invalid', await request(emergencyId, teamId, { divisionCode: '庆阳' })],
    ] as const)
      expect(statusAndCode(answer)).toEqual([status, code]);
    expect(await dispatch.state()).toEqual(state);
    expect(await dispatch.events()).toEqual([]);
  });

  it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
    const [emergencyId, teamId] = [await dispatch.openEmergency(), await dispatch.knowTeam()];
    const state = await dispatch.state();

    await dispatch.without(table, async () =>
      expect((await request(emergencyId, teamId)).statusCode).toBeGreaterThanOrEqual(500),
    );

    expect(await dispatch.state()).toEqual(state);
    expect((await request(emergencyId, teamId)).statusCode).toBe(201);
  });
});

describe('DISP-05: a team is never in two open missions of one mode', () => {
  it('when 32 clients ask for it at once: one is heard, the others learn of its mission', async () => {
    const [emergencyId, teamId] = [await dispatch.openEmergency(), await dispatch.knowTeam()];

    const answers = await Promise.all(
      Array.from({ length: 32 }, () => request(emergencyId, teamId, {}, person('dispatcher'))),
    );

    const heard = answers.filter(({ statusCode }) => statusCode === 201);
    const refused = answers.filter(({ statusCode }) => statusCode === 409);
    expect([heard.length, refused.length]).toEqual([1, 31]);
    const { missionId } = heard[0]!.json();
    for (const answer of refused)
      expect(answer.json()).toMatchObject({ code: 'mission.team-busy', facts: { missionId } });
    expect(await dispatch.events()).toHaveLength(1);
    expect(await dispatch.database.query('select id from dispatch.missions')).toEqual([{ id: missionId }]);
  });

  it('when 32 clients end its missions and ask for it again and again', async () => {
    const [emergencyId, teamId] = [await dispatch.openEmergency(), await dispatch.knowTeam()];

    const outcomes = await Promise.all(
      Array.from({ length: 32 }, async () => {
        const answer = await request(emergencyId, teamId, {}, person('dispatcher'));
        if (answer.statusCode === 201)
          return [201, (await dispatch.step(answer.json().missionId, 'cancel')).statusCode];
        return statusAndCode(answer);
      }),
    );

    for (const outcome of outcomes)
      expect([
        [201, 204],
        [409, 'mission.team-busy'],
      ]).toContainEqual(outcome);
    const events = (await dispatch.events()).map(({ type }) => type.split('.')[1]);
    // Requests and cancellations take turns: never two requests in a row.
    expect(events).toEqual(events.map((_, i) => (i % 2 === 0 ? 'mission-requested' : 'mission-cancelled')));
  });

  it.each(['requested', 'accepted', 'departed', 'arrived'] as const)('while one is %s', async (state) => {
    const { emergencyId, teamId, missionId } = await dispatch.mission(state);

    const answer = await request(emergencyId, teamId);

    expect(answer.json()).toMatchObject({ code: 'mission.team-busy', facts: { missionId } });
    expect(answer.json().detail).toContain(missionId);
  });

  it.each(['declined', 'released', 'cancelled'] as const)('and is free when the one before was %s', async (state) => {
    const { emergencyId, teamId } = await dispatch.mission(state);

    expect((await request(emergencyId, teamId)).statusCode).toBe(201);
  });

  it('but a mission of an exercise never blocks one that is real, nor the other way round', async () => {
    const teamId = await dispatch.knowTeam();
    const emergencies = [
      await dispatch.openEmergency('exercise'),
      await dispatch.openEmergency('actual'),
      await dispatch.openEmergency('test'),
    ];

    for (const emergencyId of emergencies) expect((await request(emergencyId, teamId)).statusCode).toBe(201);
    for (const emergencyId of emergencies) expect((await request(emergencyId, teamId)).statusCode).toBe(409);
    expect((await dispatch.events()).map(({ mode }) => mode)).toEqual(['exercise', 'actual', 'test']);
  });

  it('in the database itself', async () => {
    const { missionId } = await dispatch.mission();
    const again = dispatch.database.query(
      `insert into dispatch.missions (id, emergency_id, mode, team_id, task, division_code, state, requested_at, requested_by,
         requested_by_name)
       select gen_random_uuid(), emergency_id, mode, team_id, task, division_code, 'accepted', now(), requested_by,
         requested_by_name from dispatch.missions where id = $1`,
      [missionId],
    );
    await expect(again).rejects.toThrow('missions_of_busy_teams');
    const otherMode = dispatch.database.query(`update dispatch.missions set mode = 'exercise' where id = $1`, [
      missionId,
    ]);
    await expect(otherMode).rejects.toThrow('foreign key');
  });
});
