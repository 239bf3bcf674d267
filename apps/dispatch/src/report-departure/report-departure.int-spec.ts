import { describeMissionStep } from '../../../../test/dispatch/mission-step';

describeMissionStep({
  step: 'depart',
  from: 'accepted',
  to: 'departed',
  role: 'team-leader',
  body: {},
  data: {},
  afterTheEnd: false,
});
