import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** An active response level was ended by an authorised person. */
export const LevelEndedV1 = defineEvent({
  type: 'response.level-ended.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '应急响应已终止。', en: 'A response level was ended.' },
  schema: z.object({
    activationId: id.describe('The activation: one per emergency, plan and division'),
    emergencyId: id.describe('The emergency'),
    plan: z.string().max(64).describe('Id of the plan in the rule data'),
    level: z.enum(['I', 'II', 'III', 'IV']).describe('Level that ended'),
    divisionCode: divisionCode.describe('Where it held'),
    endedAt: instant.describe('When'),
    endedBy: actor.describe('Who decided it'),
    authority: z.string().max(64).describe('Role by which they decided'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      activationId: '0198f7a0-0000-7000-8000-000000000331',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      plan: 'relief-demonstration',
      level: 'II',
      divisionCode: '621000',
      endedAt: '2021-10-04T02:00:00Z',
      endedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      authority: 'commander',
      reason: '险情解除',
    },
  ],
});
