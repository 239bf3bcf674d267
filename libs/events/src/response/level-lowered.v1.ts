import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant } from '../fields';
import { responseEmergency } from '../topics';

/** An active response level was lowered. */
export const LevelLoweredV1 = defineEvent({
  type: 'response.level-lowered.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '应急响应已降级。', en: 'A response level was lowered.' },
  schema: z.object({
    activationId: id.describe('The activation: one per emergency, plan and division'),
    emergencyId: id.describe('The emergency'),
    plan: z.string().max(64).describe('Id of the plan in the rule data'),
    from: z.enum(['I', 'II', 'III', 'IV']).describe('Level before'),
    to: z.enum(['I', 'II', 'III', 'IV']).describe('Level now'),
    divisionCode: divisionCode.describe('Where it holds'),
    proposalId: id.optional().describe('The proposal that was decided, where a rule proposed it'),
    changedAt: instant.describe('When'),
    changedBy: actor.describe('Who decided it'),
    authority: z.string().max(64).describe('Role by which they decided'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      activationId: '0198f7a0-0000-7000-8000-000000000331',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      plan: 'relief-demonstration',
      from: 'II',
      to: 'III',
      divisionCode: '621000',
      changedAt: '2021-10-04T02:00:00Z',
      changedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      authority: 'commander',
      reason: '形势变化',
    },
  ],
});
