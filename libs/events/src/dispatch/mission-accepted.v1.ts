import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchMission } from '../topics';

/** A team has accepted the mission; it has not moved yet. */
export const MissionAcceptedV1 = defineEvent({
  type: 'dispatch.mission-accepted.v1',
  topic: dispatchMission,
  key: (data) => data.missionId,
  sentence: { 'zh-CN': '队伍已接受任务。', en: 'A team has accepted the mission; it has not moved yet.' },
  schema: z.object({
    missionId: id.describe('The mission'),
    emergencyId: id.describe('The emergency'),
    teamId: id.describe('The team'),
    acceptedAt: instant.describe('When'),
    acceptedBy: actor.describe('Who'),
    arrivalEstimate: instant.optional().describe('When the team expects to arrive'),
  }),
  examples: [
    {
      missionId: '0198f7a0-0000-7000-8000-000000000411',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      acceptedAt: '2021-10-04T02:00:00Z',
      acceptedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
