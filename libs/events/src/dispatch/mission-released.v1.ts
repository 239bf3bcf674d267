import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchMission } from '../topics';

/** A team was released from the mission. */
export const MissionReleasedV1 = defineEvent({
  type: 'dispatch.mission-released.v1',
  topic: dispatchMission,
  key: (data) => data.missionId,
  sentence: { 'zh-CN': '队伍已撤离。', en: 'A team was released from the mission.' },
  schema: z.object({
    missionId: id.describe('The mission'),
    emergencyId: id.describe('The emergency'),
    teamId: id.describe('The team'),
    releasedAt: instant.describe('When'),
    releasedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      missionId: '0198f7a0-0000-7000-8000-000000000411',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      releasedAt: '2021-10-04T02:00:00Z',
      releasedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '处置完毕',
    },
  ],
});
