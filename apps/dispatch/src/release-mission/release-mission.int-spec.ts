import { describeMissionStep } from '../../../../test/dispatch/mission-step';

describeMissionStep({
  step: 'release',
  from: 'arrived',
  to: 'released',
  role: 'dispatcher',
  body: { reason: '处置完毕' },
  data: { reason: '处置完毕' },
  afterTheEnd: true,
});
