import { erased, person, teamChanged } from '../../../../test/dispatch/dispatch-events';
import { describeMissionStep } from '../../../../test/dispatch/mission-step';

const dispatch = describeMissionStep({
  step: 'arrive',
  from: 'departed',
  to: 'arrived',
  role: 'team-leader',
  body: { strength: 37 },
  data: { strength: 37 },
  afterTheEnd: true,
});
const arrive = async (missionId: string, body: object) =>
  (await dispatch().step(missionId, 'arrive', person('team-leader'), body)).statusCode;

describe('a team arrives', () => {
  it('with as many persons as the register says now, where nobody says otherwise', async () => {
    const { missionId, teamId } = await dispatch().mission('departed');
    await dispatch().handle(teamChanged({ teamId, strength: 180 }));

    expect(await arrive(missionId, {})).toBe(204);

    expect(await dispatch().events()).toMatchObject([{ data: { strength: 180 } }]);
    expect((await dispatch().get(`/missions/${missionId}`)).json()).toMatchObject({ strength: 180 });
  });

  it('with a number that was told, once the register has erased the team', async () => {
    const team = teamChanged();
    await dispatch().handle(team);
    const { missionId } = await dispatch().mission('departed', { teamId: team.teamId });
    await dispatch().handle(erased(team));

    expect(await arrive(missionId, {})).toBe(404);
    expect(await arrive(missionId, { strength: 12 })).toBe(204);
  });

  it.each([-1, 1.5, '200', 10_001])('but never with %j of them', async (strength) => {
    const { missionId } = await dispatch().mission('departed');

    expect(await arrive(missionId, { strength })).toBe(400);
    expect(await dispatch().stateOf(missionId)).toBe('departed');
  });
});
