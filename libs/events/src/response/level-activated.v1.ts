import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, divisionCode, id, instant, localText } from '../fields';
import { responseEmergency } from '../topics';

/** A response level was activated by an authorised person. */
export const LevelActivatedV1 = defineEvent({
  type: 'response.level-activated.v1',
  topic: responseEmergency,
  key: (data) => data.emergencyId,
  sentence: { 'zh-CN': '已启动应急响应。', en: 'A response level was activated.' },
  schema: z.object({
    activationId: id.describe('The activation: one per emergency, plan and division'),
    emergencyId: id.describe('The emergency'),
    proposalId: id.describe('The proposal that was decided'),
    plan: z.string().max(64).describe('Id of the plan in the rule data'),
    planName: localText.describe('Name of the plan'),
    level: z.enum(['I', 'II', 'III', 'IV']).describe('The level'),
    divisionCode: divisionCode.describe('Where it holds'),
    draft: z.boolean().describe('True when the rule that proposed it is a draft'),
    activatedAt: instant.describe('When'),
    activatedBy: actor.describe('Who decided it'),
    authority: z.string().max(64).describe('Role by which they decided, as the rule data name it'),
    reason: z.string().max(1000).describe('In the words of the person'),
  }),
  examples: [
    {
      activationId: '0198f7a0-0000-7000-8000-000000000331',
      emergencyId: '0198f7a0-0000-7000-8000-000000000010',
      proposalId: '0198f7a0-0000-7000-8000-000000000321',
      plan: 'relief-demonstration',
      planName: { 'zh-CN': '救助应急预案(演示)', en: 'Relief plan (demonstration)' },
      level: 'II',
      divisionCode: '621000',
      draft: true,
      activatedAt: '2021-10-04T02:00:00Z',
      activatedBy: { accountId: '0198f7a0-0000-7000-8000-000000000090', name: '值班员' },
      authority: 'commander',
      reason: '达到启动条件',
    },
  ],
});
