import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchMission } from '../topics';

/** A team is on scene. */
export const MissionArrivedV1 = defineEvent({
  type: 'dispatch.mission-arrived.v1',
  topic: dispatchMission,
  key: (data) => data.missionId,
  sentence: { 'zh-CN': '队伍已到达现场。', en: 'A team is on scene.' },
  schema: z.object({
    missionId: id.describe('The mission'),
    emergencyId: id.describe('The emergency'),
    teamId: id.describe('The team'),
    arrivedAt: instant.describe('When'),
    arrivedBy: actor.describe('Who'),
    strength: z
      .int()
      .min(0)
      .describe('Persons of the team as it arrived; rescuers are counted from it, each team once'),
  }),
  examples: [
    {
      missionId: '0198f7a0-0000-7000-8000-000000000411',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      arrivedAt: '2021-10-04T02:00:00Z',
      arrivedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      strength: 200,
    },
  ],
});
