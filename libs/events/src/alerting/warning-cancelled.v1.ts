import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, instant } from '../fields';
import { alertingWarning } from '../topics';

/** The office has taken a warning back. It ends no level, order or mission by itself. */
export const WarningCancelledV1 = defineEvent({
  type: 'alerting.warning-cancelled.v1',
  topic: alertingWarning,
  key: (data) => data.chainId,
  sentence: { 'zh-CN': '预警已解除。', en: 'A warning was cancelled by its office.' },
  schema: z.object({
    warningId: id.describe('The warning that was cancelled'),
    chainId: id.describe('First warning of its chain'),
    messageId: id.describe('The stored Cancel message'),
    cancelledAt: instant.describe('When the office says it sent the Cancel'),
    note: z.string().max(20000).optional().describe('Reason, in the words of the office'),
  }),
  examples: [
    {
      warningId: '0198f7a0-0000-7000-8000-000000000001',
      chainId: '0198f7a0-0000-7000-8000-000000000001',
      messageId: '0198f7a0-0000-7000-8000-000000000003',
      cancelledAt: '2021-10-03T04:00:00Z',
      note: '降雨减弱',
    },
  ],
});
