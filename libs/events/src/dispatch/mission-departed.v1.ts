import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { dispatchMission } from '../topics';

/** A team is en route. */
export const MissionDepartedV1 = defineEvent({
  type: 'dispatch.mission-departed.v1',
  topic: dispatchMission,
  key: (data) => data.missionId,
  sentence: { 'zh-CN': '队伍已出发。', en: 'A team is en route.' },
  schema: z.object({
    missionId: id.describe('The mission'),
    emergencyId: id.describe('The emergency'),
    teamId: id.describe('The team'),
    departedAt: instant.describe('When'),
    departedBy: actor.describe('Who'),
  }),
  examples: [
    {
      missionId: '0198f7a0-0000-7000-8000-000000000411',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      departedAt: '2021-10-04T02:00:00Z',
      departedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
