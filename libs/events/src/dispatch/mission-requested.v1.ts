import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { dispatchMission } from '../topics';

/** A team was asked to go on a mission. */
export const MissionRequestedV1 = defineEvent({
  type: 'dispatch.mission-requested.v1',
  topic: dispatchMission,
  key: (data) => data.missionId,
  sentence: { 'zh-CN': '任务已下达,等待队伍答复。', en: 'A team was asked to go on a mission.' },
  schema: z.object({
    missionId: id.describe('The mission'),
    emergencyId: id.describe('The emergency'),
    teamId: id.describe('The team'),
    incidentId: id.optional().describe('Incident that it is for'),
    task: z.string().max(500).describe('What the team is to do'),
    divisionCode: divisionCode.describe('Where it is'),
    requestedAt: instant.describe('When'),
    requestedBy: actor.describe('Who asked'),
  }),
  examples: [
    {
      missionId: '0198f7a0-0000-7000-8000-000000000411',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      teamId: '0198f7a0-0000-7000-8000-000000000231',
      incidentId: '0198f7a0-0000-7000-8000-000000000401',
      task: '疏通桥涵',
      divisionCode: '621025',
      requestedAt: '2021-10-04T02:00:00Z',
      requestedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
    },
  ],
});
