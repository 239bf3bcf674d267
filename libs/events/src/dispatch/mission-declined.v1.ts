import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchMission } from '../topics';

/** A team has declined the mission. */
export const MissionDeclinedV1 = defineEvent({
  type: 'dispatch.mission-declined.v1',
  topic: dispatchMission,
  key: (data) => data.missionId,
  sentence: { 'zh-CN': '队伍无法接受任务。', en: 'A team has declined the mission.' },
  schema: z.object({
    missionId: id.describe('The mission'),
    emergencyId: id.describe('The emergency'),
    teamId: id.describe('The team'),
    declinedAt: instant.describe('When'),
    declinedBy: actor.describe('Who'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      missionId: '0198f7a0-0000-7000-8000-000000000411',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      declinedAt: '2021-10-04T02:00:00Z',
      declinedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      reason: '正在执行其他任务',
    },
  ],
});
