import { person } from '../../../../test/dispatch/dispatch-events';
import { describeMissionStep } from '../../../../test/dispatch/mission-step';

const DISPATCHER = person('dispatcher');
const dispatch = describeMissionStep({
  step: 'decline',
  from: 'requested',
  to: 'declined',
  role: 'team-leader',
  body: { reason: '正在执行其他任务' },
  data: { reason: '正在执行其他任务' },
  afterTheEnd: true,
});

it('a mission is declined with a reason only', async () => {
  const { missionId } = await dispatch().mission();

  expect((await dispatch().post(`/missions/${missionId}/decline`, {}, DISPATCHER)).statusCode).toBe(400);
});
