import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant, localText } from '../fields';
import { alertingMessage } from '../topics';

/** A message was stored but did not become a warning: held for a person, rejected, in conflict, or only kept. */
export const MessageSetAsideV1 = defineEvent({
  type: 'alerting.message-set-aside.v1',
  topic: alertingMessage,
  key: (data) => data.messageId,
  sentence: {
    'zh-CN': '收到的消息未成为预警(待人工、拒收、冲突或仅存档)。',
    en: 'A message was stored but did not become a warning: held, rejected, in conflict, or kept only.',
  },
  schema: z.object({
    messageId: id.describe('The stored message'),
    receivedAt: instant.describe('When it arrived'),
    outcome: z
      .enum(['held', 'rejected', 'conflict', 'kept'])
      .describe(
        'held: a person decides; rejected: not CAP or not to be trusted; conflict: same identity, other bytes; kept: for the feed itself',
      ),
    sender: z.string().max(1000).optional().describe('CAP sender, where it could be read'),
    identifier: z.string().max(1000).optional().describe('CAP identifier, where it could be read'),
    headline: z.string().max(1000).optional().describe('Headline or event, where it could be read'),
    findings: z
      .array(
        z.object({
          code: z.string().describe('Stable code of the finding'),
          path: z.string().max(1000).describe('Where in the message'),
          text: localText,
        }),
      )
      .max(20)
      .describe('Why, the gravest first; at most 20'),
  }),
  examples: [
    {
      messageId: '0198f7a0-0000-7000-8000-000000000004',
      receivedAt: '2021-10-03T00:00:01Z',
      outcome: 'held',
      sender: '62102300000000',
      identifier: '62102300000000_20211003080000',
      findings: [
        {
          code: 'cap.status-missing',
          path: '/alert/status',
          text: { 'zh-CN': '缺少状态,无法判断是否为真实预警。', en: 'No status: nobody knows whether it is real.' },
        },
      ],
    },
  ],
});
