import { randomUUID } from 'node:crypto';
import { emergencyCancelled, emergencyClosed, person } from './dispatch-events';
import { DispatchInTest, statusAndCode, type MissionState } from './dispatch-in-test';

/** One step of a mission, and what every such step promises. */
export interface MissionStep {
  /** Last part of the route. */
  step: 'accept' | 'decline' | 'depart' | 'arrive' | 'release' | 'cancel';
  from: MissionState;
  to: MissionState;
  /** Whose step it is. */
  role: 'team-leader' | 'dispatcher';
  body: object;
  /** What the event says beside who and when. */
  data: object;
  /** Whether the step is still possible when the emergency is over. */
  afterTheEnd: boolean;
}

const STATES: MissionState[] = ['requested', 'accepted', 'declined', 'departed', 'arrived', 'released', 'cancelled'];
const BEFORE_ARRIVAL = new Set<MissionState>(['accepted', 'departed']);

/** The promises that all steps of a mission share, on real PostgreSQL. */
export function describeMissionStep({
  step,
  from,
  to,
  role,
  body,
  data,
  afterTheEnd,
}: MissionStep): () => DispatchInTest {
  let dispatch: DispatchInTest;
  beforeAll(async () => (dispatch = await DispatchInTest.start()));
  beforeEach(() => dispatch.events());
  afterAll(() => dispatch.stop());

  const actor = person(role, '621025');
  const reason = 'reason' in body ? body.reason : null;

  describe(`${step}: a mission that is ${from} becomes ${to}`, () => {
    it('with one event and one audit entry, in the mode of the emergency', async () => {
      const emergencyId = await dispatch.openEmergency('exercise');
      const { missionId, teamId } = await dispatch.mission(from, { emergencyId });

      expect((await dispatch.step(missionId, step, actor, body)).statusCode).toBe(204);

      expect(await dispatch.events()).toEqual([
        {
          type: `dispatch.mission-${to}.v1`,
          key: missionId,
          mode: 'exercise',
          emergencyId,
          data: {
            missionId,
            emergencyId,
            teamId,
            [`${to}At`]: expect.any(String),
            [`${to}By`]: { accountId: actor.id, name: actor.name },
            ...data,
          },
        },
      ]);
      expect((await dispatch.audit(missionId)).at(-1)).toEqual({
        action: `mission.${to}`,
        actor: actor.id,
        reason,
        mode: 'exercise',
      });
      expect((await dispatch.get(`/missions/${missionId}`)).json()).toMatchObject({ state: to, endReason: reason });
    });

    it('once, when the same request is sent again', async () => {
      const { missionId } = await dispatch.mission(from);
      const key = randomUUID();

      const answers = [
        await dispatch.post(`/missions/${missionId}/${step}`, body, actor, key),
        await dispatch.post(`/missions/${missionId}/${step}`, body, actor, key),
      ];

      expect(answers.map(({ statusCode }) => statusCode)).toEqual([204, 204]);
      expect(await dispatch.events()).toHaveLength(1);
    });

    it('once, when several do at the same time', async () => {
      const { missionId } = await dispatch.mission(from);

      const answers = await Promise.all(Array.from({ length: 4 }, () => dispatch.step(missionId, step, actor, body)));

      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 409, 409, 409]);
      expect(await dispatch.events()).toHaveLength(1);
    });

    it('but not one in another state', async () => {
      const others = STATES.filter((one) => one !== from && !(step === 'cancel' && BEFORE_ARRIVAL.has(one)));
      for (const { state, missionId } of await dispatch.missions(others)) {
        const before = await dispatch.state();

        const answer = await dispatch.step(missionId, step, actor, body);

        expect(statusAndCode(answer)).toEqual([409, 'mission.not-possible-now']);
        expect(answer.json().facts).toMatchObject({ state, wanted: to });
        expect(await dispatch.state()).toEqual(before);
      }
      expect(await dispatch.events()).toEqual([]);
    });

    it.each([
      ['closed', emergencyClosed],
      ['cancelled', emergencyCancelled],
    ] as const)(`${afterTheEnd ? 'also' : 'but not'} when its emergency has been %s`, async (_, over) => {
      const { missionId, emergencyId } = await dispatch.mission(from);
      await dispatch.handle(over(emergencyId));

      const answer = await dispatch.step(missionId, step, actor, body);

      if (afterTheEnd) expect(answer.statusCode).toBe(204);
      else expect(statusAndCode(answer)).toEqual([409, 'emergency.closed']);
    });

    it('is refused, without any effect, to whom it does not belong', async () => {
      const { missionId } = await dispatch.mission(from);
      const before = await dispatch.state();

      for (const [status, code, answer] of [
        [404, 'mission.not-found', await dispatch.step(randomUUID(), step, actor, body)],
        [403, 'account.outside-division', await dispatch.step(missionId, step, person(role, '621022'), body)],
        [403, 'auth.role-required', await dispatch.step(missionId, step, person('messenger'), body)],
        [403, 'auth.role-required', await dispatch.step(missionId, step, person('auditor'), body)],
        ...(role === 'dispatcher'
          ? ([[403, 'auth.role-required', await dispatch.step(missionId, step, person('team-leader'), body)]] as const)
          : []),
      ] as const)
        expect(statusAndCode(answer)).toEqual([status, code]);
      expect(await dispatch.state()).toEqual(before);
      expect(await dispatch.events()).toEqual([]);
    });

    it.each(['outbox', 'audit_log'] as const)('not at all while the %s cannot be written', async (table) => {
      const { missionId } = await dispatch.mission(from);
      const before = await dispatch.state();

      await dispatch.without(table, async () =>
        expect((await dispatch.step(missionId, step, actor, body)).statusCode).toBeGreaterThanOrEqual(500),
      );

      expect(await dispatch.state()).toEqual(before);
    });
  });
  return () => dispatch;
}
