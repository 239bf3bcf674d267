import { person } from '../../../../test/dispatch/dispatch-events';
import { describeMissionStep } from '../../../../test/dispatch/mission-step';

const dispatch = describeMissionStep({
  step: 'accept',
  from: 'requested',
  to: 'accepted',
  role: 'team-leader',
  body: { arrivalEstimate: '2021-10-04T12:30:00+08:00' },
  data: { arrivalEstimate: '2021-10-04T04:30:00.000Z' },
  afterTheEnd: false,
});

describe('DISP-06: a mission is accepted', () => {
  it('with no estimate where the team has none', async () => {
    const { missionId } = await dispatch().mission();

    expect((await dispatch().step(missionId, 'accept', person('team-leader'))).statusCode).toBe(204);

    const [event] = await dispatch().events();
    expect(event!.data).not.toHaveProperty('arrivalEstimate');
    expect((await dispatch().get(`/missions/${missionId}`)).json()).toMatchObject({ arrivalEstimate: null });
  });

  it.each([
    ['the team’s home', '621021'],
    ['the place of the mission', '621025'],
    ['the division above both', '621000'],
  ])('by those of %s', async (_, division) => {
    const teamId = await dispatch().knowTeam({ divisionCode: '621021' });
    const { missionId } = await dispatch().mission('requested', { teamId });

    expect((await dispatch().step(missionId, 'accept', person('team-leader', division))).statusCode).toBe(204);
  });

  it('with an estimate that is an instant only', async () => {
    const { missionId } = await dispatch().mission();
    const body = { arrivalEstimate: '2021-W40' };

    expect((await dispatch().step(missionId, 'accept', person('team-leader'), body)).statusCode).toBe(400);
  });
});
