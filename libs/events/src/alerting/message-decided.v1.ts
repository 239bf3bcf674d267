import { z } from 'zod';
import { defineEvent } from '../define-event';
import { actor, id, instant } from '../fields';
import { alertingMessage } from '../topics';

/** An officer has decided about a message that waited for a person. */
export const MessageDecidedV1 = defineEvent({
  type: 'alerting.message-decided.v1',
  topic: alertingMessage,
  key: (data) => data.messageId,
  sentence: {
    'zh-CN': '值班人员对待人工的消息作出决定。',
    en: 'An officer decided about a message that waited for a person.',
  },
  schema: z.object({
    messageId: id.describe('The stored message'),
    decision: z
      .enum(['released', 'rejected'])
      .describe('released: it takes effect like an accepted one; rejected: it is closed without effect'),
    outcome: z
      .enum(['warning', 'ending', 'kept', 'rejected'])
      .describe('What became of it: a warning, the end of warnings, kept only, or nothing'),
    warningId: id.optional().describe('The warning that it became'),
    decidedAt: instant.describe('When'),
    decidedBy: actor,
    reason: z.string().max(1000).describe('Why, in the words of the person'),
    supplied: z
      .array(z.string())
      .describe('Fields that the person filled in or corrected, as CAP names them; empty when none'),
  }),
  examples: [
    {
      messageId: '0198f7a0-0000-7000-8000-000000000004',
      decision: 'released',
      outcome: 'warning',
      warningId: '0198f7a0-0000-7000-8000-000000000001',
      decidedAt: '2021-10-03T00:05:00Z',
      decidedBy: { accountId: '0198f7a0-0000-7000-8000-00000000000a', name: '张三' },
      reason: '已与县气象台电话核实，为真实预警',
      supplied: ['status'],
    },
  ],
});
